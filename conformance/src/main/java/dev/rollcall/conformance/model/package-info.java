/**
 * The models of a specification: the manifest that says what each must show, the configurations they are
 * made of, and the comparison of a run with what the manifest pinned. Works for any spec.
 */
package dev.rollcall.conformance.model;
