package dev.rollcall.conformance.replay;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often each action was performed, and agreed with the spec, and how often it was refused where the
 * spec disables it. Not thread-safe.
 */
public final class ActionCoverage {
  private final SortedMap<String, Long> counts = new TreeMap<>();
  private final RefusalCounts refusals = new RefusalCounts();

  /** Counts one step. */
  public void count(String action) {
    count(action, 1);
  }

  /** Counts so many steps. */
  public void count(String action, long steps) {
    counts.merge(action, steps, Long::sum);
  }

  /** Adds all counts of another. */
  public void add(ActionCoverage other) {
    other.counts.forEach((action, count) -> counts.merge(action, count, Long::sum));
    refusals.add(other.refusals);
  }

  /** Action to number of steps, sorted by name; an unmodifiable view. */
  public Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** Those of the given actions that were never performed, sorted. */
  public Set<String> missing(Collection<String> actions) {
    Set<String> missing = new TreeSet<>(actions);
    missing.removeAll(counts.keySet());
    return missing;
  }

  /** The refusals of what the spec disables. */
  public RefusalCounts refusals() {
    return refusals;
  }
}
