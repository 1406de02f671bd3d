/** The journal of a real run, as text that other programs read. */
package dev.rollcall.conformance.journal;
