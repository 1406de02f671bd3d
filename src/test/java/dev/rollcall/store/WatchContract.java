package dev.rollcall.store;

import static dev.rollcall.store.StoreFixture.commit;
import static dev.rollcall.store.StoreFixture.committed;
import static dev.rollcall.store.StoreFixture.conflicts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches: they fire, they are not lost, they end with their transaction. */
@Timeout(60)
public interface WatchContract extends StoreFixture {

  private static CompletableFuture<Void> watch(Store store, Bytes key) {
    try (Transaction t = store.begin()) {
      CompletableFuture<Void> watch = t.watch(key);
      committed(t);
      return watch;
    }
  }

  @Test
  default void aWatchFiresWhenItsKeyIsSetChangedOrCleared() throws Exception {
    try (Store store = newStore()) {
      CompletableFuture<Void> appears = watch(store, A);
      assertThat(appears).isNotDone();
      commit(store, t -> t.set(A, ONE));
      appears.get(10, TimeUnit.SECONDS);
      CompletableFuture<Void> changes = watch(store, A);
      commit(store, t -> t.set(A, TWO));
      changes.get(10, TimeUnit.SECONDS);
      CompletableFuture<Void> vanishes = watch(store, A);
      commit(store, t -> t.clearRange(KeyRange.ALL));
      vanishes.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  default void aChangeBetweenTheWatchAndItsCommitIsNotLost() throws Exception {
    try (Store store = newStore(); Transaction t = store.begin()) {
      CompletableFuture<Void> watch = t.watch(A);
      commit(store, other -> other.set(A, ONE));
      assertThat(watch).isNotDone();
      committed(t);
      watch.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  default void aWatchOfAnOwnWriteWaitsForTheNextChange() throws Exception {
    try (Store store = newStore(); Transaction t = store.begin()) {
      t.set(A, ONE);
      CompletableFuture<Void> watch = t.watch(A);
      committed(t);
      assertThat(watch).isNotDone();
      commit(store, other -> other.set(A, TWO));
      watch.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  default void aWatchCountsAsAReadOfItsKey() {
    try (Store store = newStore(); Transaction t = store.begin()) {
      CompletableFuture<Void> watch = t.watch(A);
      t.set(B, ONE);
      commit(store, other -> other.set(A, ONE));
      conflicts(t);
      assertThat(watch).isCancelled();
    }
  }

  @Test
  default void aWatchOfAClosedTransactionIsCancelled() {
    try (Store store = newStore()) {
      CompletableFuture<Void> watch;
      try (Transaction t = store.begin()) {
        watch = t.watch(A);
      }
      assertThat(watch).isCancelled();
    }
  }

  @Test
  default void aPendingWatchFailsWhenTheStoreCloses() {
    Store store = newStore();
    CompletableFuture<Void> watch = watch(store, A);
    store.close();
    assertThatThrownBy(() -> watch.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreUnavailableException.class);
  }

  @Test
  default void aWatcherThatLooksAgainEachTimeSeesTheLastOfManyChanges() throws Exception {
    int last = 300;
    try (Store store = newStore()) {
      Thread writer = new Thread(() -> {
        for (int i = 1; i <= last; i++) {
          Bytes value = Bytes.littleEndian(i);
          commit(store, t -> t.set(A, value));
        }
      });
      writer.start();
      long seen = 0;
      while (seen < last) {
        try (Transaction t = store.begin()) {
          Bytes value = t.get(A);
          seen = value == null ? 0 : value.littleEndianLong();
          CompletableFuture<Void> watch = t.watch(A);
          committed(t);
          if (seen < last) {
            watch.get(10, TimeUnit.SECONDS);
          }
        }
      }
      writer.join();
    }
  }
}
