package dev.rollcall.conformance.cli;

import dev.rollcall.store.Store;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.fdb.FdbStore;

/** Opens the store that a command reads. */
@FunctionalInterface
interface StoreOpener {
  /** The store of a real cluster. */
  StoreOpener FOUNDATION_DB = options -> {
    try {
      return FdbStore.open(options);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new BadInputException(e.getMessage());
    }
  };

  /**
   * The store at this place, to be closed by the caller.
   *
   * @throws BadInputException if it cannot be opened
   * @throws dev.rollcall.store.StoreUnavailableException if it does not answer
   */
  Store open(FdbOptions options);
}
