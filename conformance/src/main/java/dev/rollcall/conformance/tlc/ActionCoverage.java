package dev.rollcall.conformance.tlc;

/**
 * How often an action was taken, over all its parameters.
 *
 * @param action its TLA+ name
 * @param taken transitions within the CONSTRAINTs
 * @param newStates of these, how many were the first to reach their target
 * @param anonymous whether steps stand here that have no name of their own in the next-state relation
 */
public record ActionCoverage(String action, long taken, long newStates, boolean anonymous) {}
