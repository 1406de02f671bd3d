package dev.rollcall.conformance.explore;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What to check, and what to do when memory runs short. Immutable.
 *
 * @param checks what the system is held to; transitions always are
 * @param heapIsFull asked now and then whether snapshots take up too much of the heap; once it says so, states
 *     are reached again by their steps instead of being kept
 * @param notices hears what a user should know during the run, from any thread
 */
public record ExploreOptions(Set<Check> checks, BooleanSupplier heapIsFull, Consumer<String> notices) {
  /** Every check. */
  public static final ExploreOptions ALL =
      new ExploreOptions(EnumSet.allOf(Check.class), new HeapGauge(), System.err::println);

  public ExploreOptions {
    EnumSet<Check> all = EnumSet.of(Check.TRANSITION);
    all.addAll(checks);
    checks = Collections.unmodifiableSet(all);
  }

  /** The same without some checks. */
  public ExploreOptions without(Check... left) {
    EnumSet<Check> kept = EnumSet.copyOf(checks);
    for (Check check : left) {
      kept.remove(check);
    }
    return withChecks(kept);
  }

  public ExploreOptions withChecks(Collection<Check> wanted) {
    return new ExploreOptions(EnumSet.copyOf(wanted), heapIsFull, notices);
  }

  public ExploreOptions withHeapIsFull(BooleanSupplier full) {
    return new ExploreOptions(checks, full, notices);
  }

  public ExploreOptions withNotices(Consumer<String> listener) {
    return new ExploreOptions(checks, heapIsFull, listener);
  }

  boolean has(Check check) {
    return checks.contains(check);
  }
}
