package dev.rollcall.conformance.membership;

import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.util.function.BooleanSupplier;

/** One process's way to the shared store, which can be cut. */
record CuttableStore(Store store, BooleanSupplier isCut) implements Store {
  @Override
  public Transaction begin() {
    if (isCut.getAsBoolean()) {
      throw StoreUnavailableException.withoutStackTrace("the trace has cut this process off from the store");
    }
    return store.begin();
  }

  /** The shared store stays open for the other processes. */
  @Override
  public void close() {}
}
