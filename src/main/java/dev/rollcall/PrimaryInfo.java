package dev.rollcall;

import java.time.Instant;

/**
 * The primary of a term. Immutable.
 *
 * <p>TLA+: {@code primary} and {@code term}.
 *
 * @param node the node that holds the office
 * @param incarnation the incarnation of that node that was elected
 * @param term rises by one at each election and never falls
 * @param electedAt wall-clock time of the election as its node saw it; for people, never for decisions
 */
public record PrimaryInfo(NodeId node, long incarnation, long term, Instant electedAt) {}
