package dev.rollcall.conformance.explore;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often a store fault struck a step, by action and kind. Not thread-safe. */
@SuppressWarnings("EnumOrdinal") // Counts are arrays, as they are raised at every step.
public final class FaultCounts {
  private final Map<String, long[]> counts = new HashMap<>();

  void count(String action, StoreFault.Kind kind) {
    counts.computeIfAbsent(action, key -> new long[StoreFault.Kind.values().length])[kind.ordinal()]++;
  }

  void add(FaultCounts other) {
    other.counts.forEach((action, theirs) -> {
      long[] ours = counts.computeIfAbsent(action, key -> new long[theirs.length]);
      for (int i = 0; i < theirs.length; i++) {
        ours[i] += theirs[i];
      }
    });
  }

  /** Action to kind to number of struck steps, sorted by name; a copy. */
  public SortedMap<String, Map<StoreFault.Kind, Long>> counts() {
    SortedMap<String, Map<StoreFault.Kind, Long>> sorted = new TreeMap<>();
    counts.forEach((action, byKind) -> {
      Map<StoreFault.Kind, Long> copy = new EnumMap<>(StoreFault.Kind.class);
      for (StoreFault.Kind kind : StoreFault.Kind.values()) {
        copy.put(kind, byKind[kind.ordinal()]);
      }
      sorted.put(action, copy);
    });
    return sorted;
  }

  /** All struck steps of these kinds; of all, where none is named. */
  public long total(StoreFault.Kind... kinds) {
    long total = 0;
    for (long[] byKind : counts.values()) {
      for (StoreFault.Kind kind : kinds.length == 0 ? StoreFault.Kind.values() : kinds) {
        total += byKind[kind.ordinal()];
      }
    }
    return total;
  }
}
