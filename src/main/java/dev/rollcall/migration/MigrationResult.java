package dev.rollcall.migration;

import dev.rollcall.Placement;

/** What became of an actor that was due to move. Immutable. */
public sealed interface MigrationResult {

  MigrationCandidate candidate();

  /** It was moved; its new host finds it among its arrivals. */
  record Moved(MigrationCandidate candidate, Placement to) implements MigrationResult {}

  /** No node takes it now. It stays due. */
  record NoCapacity(MigrationCandidate candidate) implements MigrationResult {}

  /**
   * It was not moved, or it is not known whether it was. If it was not, it stays due.
   *
   * @param reason for people
   */
  record Failed(MigrationCandidate candidate, String reason) implements MigrationResult {}
}
