package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;

/**
 * An actor that is due to move. Immutable.
 *
 * @param from the process that it is still placed at
 */
public record MigrationCandidate(ActorId actor, ActorHost from) {}
