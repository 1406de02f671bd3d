package dev.rollcall.migration;

import dev.rollcall.protocol.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one step of the migration queue did. Immutable.
 *
 * @param results one for each actor of the batch, in the order in which they were read
 * @param left how many actors are due after it, as far as it knows; empty if the store could not be read
 * @param refusal why nothing was moved, if something should have been. {@code CONFLICT} and {@code NOT_DUE} may be gone
 *     at the next step; {@code NOT_PRIMARY} means that it is another's to migrate
 */
public record MigrationProgress(List<MigrationResult> results, OptionalLong left, Optional<Refusal> refusal) {
  public MigrationProgress {
    results = List.copyOf(results);
  }

  /** How many actors were moved. */
  public long moved() {
    return results.stream().filter(MigrationResult.Moved.class::isInstance).count();
  }

  /** Whether nothing is left to be moved. */
  public boolean isDone() {
    return left.isPresent() && left.getAsLong() == 0;
  }
}
