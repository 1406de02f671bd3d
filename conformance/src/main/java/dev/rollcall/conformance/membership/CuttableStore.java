package dev.rollcall.conformance.membership;

import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** One process's way to the shared store, which can be cut. */
record CuttableStore(Store store, BooleanSupplier isCut) implements Store {
  @Override
  public Transaction begin() {
    requireWay();
    return store.begin();
  }

  @Override
  public Transaction begin(Duration timeout) {
    requireWay();
    return store.begin(timeout);
  }

  private void requireWay() {
    if (isCut.getAsBoolean()) {
      throw StoreUnavailableException.withoutStackTrace("the trace has cut this process off from the store");
    }
  }

  /** The shared store stays open for the other processes. */
  @Override
  public void close() {}
}
