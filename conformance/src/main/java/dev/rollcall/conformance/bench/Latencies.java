package dev.rollcall.conformance.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long things took, counted in buckets whose width is a thirty-second part of what is in them: a percentile is
 * never told too short, and at most 3 % too long. Thread-safe.
 */
final class Latencies {
  private static final int BITS = 5;
  private static final int BUCKETS = (Long.SIZE - BITS + 1) << BITS;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  void add(long nanos) {
    counts.incrementAndGet(bucket(Math.max(0, nanos)));
  }

  private static int bucket(long nanos) {
    int shift = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - BITS);
    return (shift << BITS) + (int) (nanos >> shift);
  }

  private static long longest(int bucket) {
    int shift = Math.max(0, (bucket >> BITS) - 1);
    return ((bucket - ((long) shift << BITS) + 1) << shift) - 1;
  }

  /**
   * What this part of all took no longer than; 0 if there are none.
   *
   * @param part above 0 and at most 1
   */
  long percentileNanos(double part) {
    long total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      total += counts.get(i);
    }
    long rank = (long) Math.ceil(part * total);
    long passed = 0;
    for (int i = 0; i < BUCKETS && rank > 0; i++) {
      passed += counts.get(i);
      if (passed >= rank) {
        return longest(i);
      }
    }
    return 0;
  }
}
