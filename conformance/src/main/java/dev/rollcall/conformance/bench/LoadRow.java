package dev.rollcall.conformance.bench;

/**
 * What one kind of step came to.
 *
 * @param name of the kind
 * @param seconds that it was measured for
 * @param steps taken; each is one transaction, or more after a conflict
 * @param failed steps that came to nothing, because the store could not be reached in time
 * @param medianMillis how long half of the steps took at most, tries after a conflict included
 * @param p99Millis how long 99 % of them took at most
 */
public record LoadRow(
    String name, double seconds, long steps, long failed, StoreCounts counts, double medianMillis, double p99Millis) {

  public double perSecond(long count) {
    return seconds > 0 ? count / seconds : 0;
  }

  /** Conflicts for each commit; 0 where nothing was written. */
  public double conflictsPerCommit() {
    return counts.commits() > 0 ? (double) counts.conflicts() / counts.commits() : 0;
  }
}
