package dev.rollcall.conformance.bench;

import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.time.Duration;

/** A store that counts what goes through it on the way to another. As thread-safe as that. */
final class CountingStore implements Store {
  private final Store store;
  private final Traffic traffic;

  CountingStore(Store store, Traffic traffic) {
    this.store = store;
    this.traffic = traffic;
  }

  @Override
  public Transaction begin() {
    return counted(store.begin());
  }

  @Override
  public Transaction begin(Duration timeout) {
    return counted(store.begin(timeout));
  }

  private Transaction counted(Transaction transaction) {
    traffic.began();
    return new CountingTransaction(transaction, traffic);
  }

  /** The other store is closed by whoever opened it. */
  @Override
  public void close() {}
}
