package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import java.util.Comparator;

/**
 * An actor that is due to move. Immutable.
 *
 * @param from the process that it is still placed at
 */
public record MigrationCandidate(ActorId actor, ActorHost from) {
  /** In which they are read. */
  static final Comparator<MigrationCandidate> ORDER =
      Comparator.comparing(MigrationCandidate::from).thenComparing(MigrationCandidate::actor);
}
