package dev.rollcall.conformance.explore;

import java.util.function.BooleanSupplier;

/**
 * Whether what is alive fills most of the heap. Garbage does not count: where the heap looks full, a
 * collection is asked for first, but not again for a while. Thread-safe.
 */
final class HeapGauge implements BooleanSupplier {
  private static final double LOOKS_FULL = 0.85;
  private static final double IS_FULL = 0.7;
  private static final long PAUSE_NANOS = 20_000_000_000L;

  private long notBefore = Long.MIN_VALUE;

  @Override
  public synchronized boolean getAsBoolean() {
    if (used() < LOOKS_FULL || System.nanoTime() < notBefore) {
      return false;
    }
    System.gc();
    notBefore = System.nanoTime() + PAUSE_NANOS;
    return used() >= IS_FULL;
  }

  private static double used() {
    Runtime runtime = Runtime.getRuntime();
    return (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
  }
}
