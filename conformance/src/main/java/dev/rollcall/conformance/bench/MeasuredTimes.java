package dev.rollcall.conformance.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long each of several runs took.
 *
 * @param sorted the times, the shortest first; given in any order
 */
public record MeasuredTimes(List<Duration> sorted) {

  /**
   * @throws IllegalArgumentException if there is none
   */
  public MeasuredTimes {
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("no time was measured");
    }
    sorted = sorted.stream().sorted().toList();
  }

  /**
   * What this part of all took no longer than.
   *
   * @param part above 0 and at most 1
   */
  public Duration percentile(double part) {
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }

  public Duration max() {
    return percentile(1);
  }

  /** How many took longer. */
  public long beyond(Duration limit) {
    return sorted.stream().filter(took -> took.compareTo(limit) > 0).count();
  }
}
