package dev.rollcall.conformance.bench;

import dev.rollcall.store.Store;
import java.util.concurrent.atomic.LongAdder;

/** Counts one kind of step. Thread-safe. */
final class Meter {
  private final Traffic traffic = new Traffic();
  private final Latencies latencies = new Latencies();
  private final LongAdder failed = new LongAdder();
  private final LongAdder steps = new LongAdder();

  /** The store, counted here. */
  Store on(Store store) {
    return new CountingStore(store, traffic);
  }

  void took(long nanos) {
    steps.increment();
    latencies.add(nanos);
  }

  void failed() {
    failed.increment();
  }

  LoadRow row(String name, double seconds) {
    return new LoadRow(name, seconds, steps.sum(), failed.sum(), traffic.counts(), latencies.percentileNanos(0.5) / 1e6,
        latencies.percentileNanos(0.99) / 1e6);
  }
}
