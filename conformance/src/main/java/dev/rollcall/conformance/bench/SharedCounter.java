package dev.rollcall.conformance.bench;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.time.Duration;

/**
 * What heartbeats are not: every node reads one key of all and writes it back. That is how it would be if heartbeats
 * were in one record, or had to read what others' heartbeats write. Thread-safe.
 */
final class SharedCounter {
  private static final Bytes KEY = Bytes.utf8("shared-counter");

  private final Store store;
  private final Meter meter;
  private final Duration patience;

  /**
   * @param patience how long a conflict is met with another try
   */
  SharedCounter(Store store, Meter meter, Duration patience) {
    this.store = meter.on(store);
    this.meter = meter;
    this.patience = patience;
  }

  void increment() {
    long began = System.nanoTime();
    boolean done = false;
    while (!done && System.nanoTime() - began < patience.toNanos()) {
      done = once();
    }
    meter.took(System.nanoTime() - began);
    if (!done) {
      meter.failed();
    }
  }

  private boolean once() {
    try (Transaction transaction = store.begin()) {
      Bytes before = transaction.get(KEY);
      transaction.set(KEY, Bytes.littleEndian(before == null ? 1 : before.littleEndianLong() + 1));
      return !(transaction.commit() instanceof CommitOutcome.Conflict);
    } catch (StoreUnavailableException e) {
      return false;
    }
  }
}
