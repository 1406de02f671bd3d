package dev.rollcall.conformance.bench;

/**
 * Which cluster lives through which history. The same case with the same settings gives the same history.
 *
 * @param nodes processes that run at first, and at most
 * @param probing whether members probe each other
 * @param votes suspicions wanted before a node is failed, and the least number of survivors
 * @param seed of all that is random
 */
public record RecoveryCase(int nodes, boolean probing, int votes, long seed) {}
