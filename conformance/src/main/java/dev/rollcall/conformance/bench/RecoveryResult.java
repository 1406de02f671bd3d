package dev.rollcall.conformance.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a history came to.
 *
 * @param of the case
 * @param took from the end of all faults until the cluster was whole for good; empty if it was not in the time watched
 * @param lacked what it lacked last, in a few words
 * @param violations of safety, at any time
 * @param timeline what was done, and what members told; empty unless it was asked for
 */
public record RecoveryResult(
    RecoveryCase of, Optional<Duration> took, String lacked, List<String> violations, List<String> timeline) {

  public RecoveryResult {
    violations = List.copyOf(violations);
    timeline = List.copyOf(timeline);
  }

  /** Whether it was safe all the time, and whole in time. */
  public boolean isWithin(Duration limit) {
    return violations.isEmpty() && isInTime(limit);
  }

  /** Whether it was whole in time, to a tick of the clock. */
  boolean isInTime(Duration limit) {
    return took.filter(time -> time.minus(RecoveryHistory.TICK).compareTo(limit) <= 0).isPresent();
  }
}
