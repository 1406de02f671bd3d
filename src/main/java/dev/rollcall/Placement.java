package dev.rollcall;

/**
 * Where an actor is placed. Immutable.
 *
 * <p>TLA+: {@code host} and {@code epoch}.
 *
 * @param host the process that may run it
 * @param epoch rises by one whenever the actor gets another host, and never falls
 */
public record Placement(ActorHost host, long epoch) {}
