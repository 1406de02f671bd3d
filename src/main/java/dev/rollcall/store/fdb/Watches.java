package dev.rollcall.store.fdb;

import com.apple.foundationdb.FDBException;
import dev.rollcall.store.StoreUnavailableException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** The watches of a store that have not fired, each freed as soon as nobody waits for it. Thread-safe. */
final class Watches {
  private final Set<CompletableFuture<Void>> pending = ConcurrentHashMap.newKeySet();

  /** What the SPI gives for a watch of the binding. */
  @SuppressWarnings("CollectionUndefinedEquality") // A future is equal to itself alone, which is what is meant.
  CompletableFuture<Void> open(CompletableFuture<Void> watch) {
    CompletableFuture<Void> shown = new CompletableFuture<>();
    pending.add(shown);
    shown.whenComplete((fired, failed) -> {
      pending.remove(shown);
      watch.cancel(true);
    });
    watch.whenComplete((fired, failed) -> {
      if (failed == null) {
        shown.complete(null);
      } else {
        shown.completeExceptionally(told(failed instanceof CompletionException ? failed.getCause() : failed));
      }
    });
    return shown;
  }

  /** A watch ends with its transaction, or is refused by a server that has too many. */
  private static Throwable told(Throwable failed) {
    if (!(failed instanceof FDBException error)) {
      return failed;
    }
    FdbErrors.Meaning meaning = FdbErrors.duringCommit(error.getCode());
    boolean endedWithIt = meaning == FdbErrors.Meaning.CONFLICT || meaning == FdbErrors.Meaning.MAYBE
        || error.getCode() == FdbErrors.TRANSACTION_CANCELLED.code()
        || error.getCode() == FdbErrors.OPERATION_CANCELLED.code()
        || error.getCode() == FdbErrors.TRANSACTION_TIMED_OUT.code();
    return endedWithIt ? new CancellationException(error.getMessage()) : FdbErrors.ofRead(error, "watch");
  }

  void failAll() {
    StoreUnavailableException closed = new StoreUnavailableException("the store was closed");
    pending.forEach(watch -> watch.completeExceptionally(closed));
  }
}
