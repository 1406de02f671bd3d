/**
 * The demonstration: members of production in virtual time, through a storm, as a timeline with explanations, and what
 * the invariants say of it. The same seed gives the same bytes.
 */
package dev.rollcall.conformance.demo;
