package dev.rollcall.store.memory;

import static dev.rollcall.store.StoreFixture.commit;
import static dev.rollcall.store.StoreFixture.committed;
import static dev.rollcall.store.StoreFixture.conflicts;
import static dev.rollcall.store.StoreFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreContract;
import dev.rollcall.store.StoreLimits;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.Versionstamp;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MemoryStoreTest extends StoreContract {

  /** Enough for its square to take minutes. */
  private static final int MANY = 40_000;

  private final AtomicLong nanos = new AtomicLong();

  @Override
  public Store newStore() {
    return new MemoryStore(MemorySnapshot.EMPTY, nanos::get);
  }

  @Override
  public void growOld(Store store) {
    nanos.addAndGet(StoreLimits.TRANSACTION_AGE.toNanos() + 1);
  }

  @Override
  public int rounds() {
    return 5_000;
  }

  @Test
  void aSnapshotKeepsWhatTheStoreHeldWhenItWasTaken() {
    try (MemoryStore store = new MemoryStore()) {
      commit(store, t -> t.set(A, ONE));
      MemorySnapshot snapshot = store.snapshot();
      commit(store, t -> t.set(A, TWO));
      commit(store, t -> t.set(B, TWO));
      assertThat(snapshot).containsExactly(new KeyValue(A, ONE));
      assertThat(snapshot.get(A)).isEqualTo(ONE);
      assertThat(snapshot.getRange(KeyRange.ALL)).containsExactly(new KeyValue(A, ONE));
      assertThat(snapshot.size()).isEqualTo(1);
      assertThat(snapshot).hasToString("{a=one}");
    }
  }

  @Test
  void aRestoredStoreHoldsTheSnapshotAndRepeatsItsVersionstamps() {
    try (MemoryStore store = new MemoryStore()) {
      commit(store, t -> t.set(A, ONE));
      MemorySnapshot snapshot = store.snapshot();
      Versionstamp once = commit(store, t -> t.clear(A));
      store.restore(snapshot);
      assertThat(read(store, A)).isEqualTo(ONE);
      assertThat(commit(store, t -> t.clear(A))).isEqualTo(once);
    }
  }

  @Test
  void storesStartedFromOneSnapshotGoTheirOwnWays() {
    try (MemoryStore first = new MemoryStore()) {
      commit(first, t -> t.set(A, ONE));
      try (MemoryStore second = new MemoryStore(first.snapshot())) {
        commit(second, t -> t.set(A, TWO));
        assertThat(read(first, A)).isEqualTo(ONE);
        assertThat(read(second, A)).isEqualTo(TWO);
      }
    }
  }

  @Test
  void snapshotsAreEqualByContentsHoweverTheyCameAbout() {
    try (MemoryStore first = new MemoryStore(); MemoryStore second = new MemoryStore()) {
      commit(first, t -> t.set(A, ONE));
      commit(first, t -> t.set(B, ONE));
      commit(second, t -> {
        t.set(C, ONE);
        t.set(B, ONE);
        t.set(A, ONE);
      });
      assertThat(second.snapshot()).isNotEqualTo(first.snapshot());
      commit(second, t -> t.clear(C));
      assertThat(second.snapshot()).isEqualTo(first.snapshot()).hasSameHashCodeAs(first.snapshot());
      commit(second, t -> t.set(B, TWO));
      assertThat(second.snapshot()).isNotEqualTo(first.snapshot());
    }
  }

  @Test
  void restoringFailsOpenTransactionsThatReadAndSparesBlindWrites() {
    try (MemoryStore store = new MemoryStore(); Transaction reader = store.begin(); Transaction blind = store.begin()) {
      reader.get(A);
      reader.set(B, ONE);
      blind.set(C, ONE);
      store.restore(store.snapshot());
      conflicts(reader);
      committed(blind);
      assertThat(read(store, C)).isEqualTo(ONE);
    }
  }

  @Test
  void restoringFiresWatchesOfKeysItChanges() {
    try (MemoryStore store = new MemoryStore(); Transaction t = store.begin()) {
      MemorySnapshot empty = store.snapshot();
      t.set(A, ONE);
      CompletableFuture<Void> changed = t.watch(A);
      CompletableFuture<Void> unchanged = t.watch(B);
      committed(t);
      store.restore(empty);
      assertThat(changed).isCompleted();
      assertThat(unchanged).isNotDone();
    }
  }

  @Test
  void aTransactionOpenForTooManyCommitsConflictsIfItReadAndWrote() {
    try (MemoryStore store = new MemoryStore(); Transaction old = store.begin(); Transaction blind = store.begin()) {
      old.get(A);
      old.set(B, ONE);
      blind.set(B, TWO);
      for (int i = 0; i <= MemoryStore.HISTORY; i++) {
        commit(store, t -> t.set(C, ONE));
      }
      conflicts(old);
      committed(blind);
    }
  }

  @Test
  void aTransactionAsOldAsOneMayBeReadsAndCommits() {
    try (Store store = newStore(); Transaction t = store.begin()) {
      nanos.addAndGet(StoreLimits.TRANSACTION_AGE.toNanos());
      assertThat(t.get(A)).isNull();
      t.set(A, ONE);
      committed(t);
    }
  }

  @Test
  void aStoreWithoutLimitsTakesAnySize() {
    Bytes key = Bytes.of(new byte[StoreLimits.KEY_BYTES + 1]);
    Bytes value = Bytes.of(new byte[StoreLimits.TRANSACTION_BYTES + 1]);
    try (Store store = MemoryStore.withoutLimits()) {
      commit(store, t -> t.set(key, value));
      assertThat(read(store, key)).isEqualTo(value);
      assertThatThrownBy(() -> read(store, KeyRange.ALL.end())).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** What a commit does under the store's lock, all others wait for. */
  @Test
  @Timeout(60)
  void largeTransactionsCostLittleMoreForEachKeyThanSmallOnes() {
    List<Bytes> keys = IntStream.range(0, MANY).mapToObj(i -> Bytes.bigEndian(i * 31L % MANY)).toList();
    try (Store store = MemoryStore.withoutLimits(); Transaction reader = store.begin(); Transaction late = store.begin()) {
      keys.forEach(key -> {
        reader.get(key.concat(A));
        reader.addReadConflict(new KeyRange(key.concat(B), key.concat(C)));
        late.set(key, ONE);
        late.get(key);
        late.getRange(KeyRange.single(key.concat(A)));
      });
      reader.set(A, ONE);
      commit(store, t -> keys.forEach(key -> t.watch(key.concat(C))));
      commit(store, t -> keys.forEach(key -> {
        t.set(key, ONE);
        t.clearRange(new KeyRange(key.concat(C), key.concat(C).successor()));
      }));
      for (int i = 0; i < MemoryStore.HISTORY / 2; i++) {
        commit(store, t -> t.set(B, ONE));
      }
      committed(reader);
      committed(late);
    }
  }

  @Test
  void historyIsDroppedOnceTheTransactionsThatNeedItAreClosed() {
    try (MemoryStore store = new MemoryStore()) {
      try (Transaction early = store.begin()) {
        early.get(A);
        for (int i = 0; i < 5; i++) {
          commit(store, t -> t.set(A, ONE));
        }
        assertThat(store.historyLength()).isEqualTo(6);
      }
      assertThat(store.historyLength()).isEqualTo(1);
    }
  }
}
