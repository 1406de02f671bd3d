package dev.rollcall.conformance.bench;

import java.lang.management.ManagementFactory;

/** How much heap is alive. */
final class Heap {
  private static final int COLLECTIONS = 3;

  private Heap() {}

  /** Bytes in use after some collections. */
  static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
