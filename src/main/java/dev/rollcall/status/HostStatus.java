package dev.rollcall.status;

import dev.rollcall.ActorHost;

/**
 * A process at which actors are placed. Immutable.
 *
 * @param host the process
 * @param placed how many actors are placed there; positive
 * @param due whether they are due to move: the process is gone, or is leaving
 */
public record HostStatus(ActorHost host, long placed, boolean due) {}
