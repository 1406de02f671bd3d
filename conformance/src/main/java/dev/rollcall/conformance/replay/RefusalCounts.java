package dev.rollcall.conformance.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often production refused what the spec disables, by action and reason. A reason that never shows
 * up names a guard that was never tried. Not thread-safe.
 */
public final class RefusalCounts {
  // Not sorted: it is counted into some dozens of times in every state.
  private final Map<String, Map<String, long[]>> counts = new HashMap<>();
  private long total;

  /** Counts one refused try. */
  public void count(String action, String reason) {
    add(action, reason, 1);
  }

  /** Adds all counts of another. */
  public void add(RefusalCounts other) {
    other.counts.forEach(
        (action, reasons) -> reasons.forEach((reason, count) -> add(action, reason, count[0])));
  }

  private void add(String action, String reason, long count) {
    counts.computeIfAbsent(action, key -> new HashMap<>())
        .computeIfAbsent(reason, key -> new long[1])[0] += count;
    total += count;
  }

  /** All refused tries. */
  public long total() {
    return total;
  }

  /** Action to reason to number of refused tries, sorted by name; a copy. */
  public SortedMap<String, SortedMap<String, Long>> counts() {
    SortedMap<String, SortedMap<String, Long>> sorted = new TreeMap<>();
    counts.forEach((action, reasons) -> {
      SortedMap<String, Long> byReason = new TreeMap<>();
      reasons.forEach((reason, count) -> byReason.put(reason, count[0]));
      sorted.put(action, byReason);
    });
    return sorted;
  }
}
