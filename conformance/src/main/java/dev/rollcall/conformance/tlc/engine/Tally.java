package dev.rollcall.conformance.tlc.engine;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what the workers count. Thread-safe. */
final class Tally {
  private final LongAdder generated = new LongAdder();
  private final AtomicLongArray taken;

  Tally(int actions) {
    taken = new AtomicLongArray(actions);
  }

  void add(Block block) {
    generated.add(block.generated);
    for (int i = 0; i < block.taken.length; i++) {
      taken.addAndGet(i, block.taken[i]);
    }
  }

  long generated() {
    return generated.sum();
  }

  /** Transitions within the CONSTRAINTs by index of their action. */
  long[] taken() {
    long[] copy = new long[taken.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = taken.get(i);
    }
    return copy;
  }
}
