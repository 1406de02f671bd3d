package dev.rollcall.conformance.scratch;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;

/** What every job does with a store on somebody's cluster before its work and after it. Stateless and thread-safe. */
public final class Scratch {
  /** How often it is tried to remove the keys, as each try may meet another transaction. */
  public static final int ATTEMPTS_TO_EMPTY = 5;

  private Scratch() {}

  /**
   * Sees that the store answers, and closes it if it does not.
   *
   * @throws StoreUnavailableException if the cluster does not answer in time
   */
  public static void requireAnswer(Store store) {
    try (Transaction transaction = store.begin()) {
      transaction.snapshot().get(Bytes.utf8("answers"));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Removes all that the store holds.
   *
   * @param failure what to say if that fails
   * @throws StoreUnavailableException if it does
   */
  public static void empty(Store store, String failure) {
    for (int attempt = 0; attempt < ATTEMPTS_TO_EMPTY; attempt++) {
      try (Transaction transaction = store.begin()) {
        transaction.clearRange(KeyRange.ALL);
        if (transaction.commit() instanceof CommitOutcome.Committed) {
          return;
        }
      }
    }
    throw new StoreUnavailableException(failure);
  }
}
