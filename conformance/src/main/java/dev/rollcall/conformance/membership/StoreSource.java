package dev.rollcall.conformance.membership;

import dev.rollcall.store.Store;

/** Where replays get their stores from. Thread-safe. */
@FunctionalInterface
public interface StoreSource {

  /**
   * Opens a store for one trace: it is empty, shares nothing with others, and keeps nothing when it is closed.
   *
   * @throws dev.rollcall.store.StoreUnavailableException if it cannot be reached
   */
  Store open();
}
