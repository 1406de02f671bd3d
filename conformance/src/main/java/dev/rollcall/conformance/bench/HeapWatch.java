package dev.rollcall.conformance.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * The most heap that was still in use after a garbage collection, over all collections since the watch began: so
 * what was alive at one time, not how much garbage lay about. A run without any collection shows nothing.
 */
final class HeapWatch implements AutoCloseable {
  private static final long SAMPLE_MILLIS = 20;

  private final Thread sampler = new Thread(this::sample, "heap-watch");
  private volatile boolean closed;
  private volatile long peak;

  HeapWatch() {
    System.gc();
    sampler.setDaemon(true);
    sampler.start();
  }

  private void sample() {
    while (!closed) {
      peak = Math.max(peak, usedAfterCollection());
      try {
        Thread.sleep(SAMPLE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static long usedAfterCollection() {
    long used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
        used += pool.getCollectionUsage().getUsed();
      }
    }
    return used;
  }

  long peakBytes() {
    return peak;
  }

  @Override
  public void close() {
    closed = true;
    sampler.interrupt();
  }
}
