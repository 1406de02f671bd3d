package dev.rollcall.store;

import static dev.rollcall.store.StoreFixture.commit;
import static dev.rollcall.store.StoreFixture.committed;
import static dev.rollcall.store.StoreFixture.conflicts;
import static dev.rollcall.store.StoreFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which commits fail, and, as important, which do not. */
public interface ConflictContract extends StoreFixture {

  /** Whether a transaction that does {@code mine} commits when another does {@code theirs} meanwhile. */
  private boolean commitsDespite(Consumer<Transaction> mine, Consumer<Transaction> theirs) {
    try (Store store = newStore()) {
      commit(store, t -> t.set(B, ONE));
      try (Transaction t = store.begin()) {
        mine.accept(t);
        commit(store, theirs);
        return t.commit() instanceof CommitOutcome.Committed;
      }
    }
  }

  @Test
  default void aLostUpdateConflictsAndChangesNothing() {
    try (Store store = newStore()) {
      commit(store, t -> t.set(A, Bytes.littleEndian(1)));
      try (Transaction first = store.begin(); Transaction second = store.begin()) {
        first.set(A, Bytes.littleEndian(first.get(A).littleEndianLong() + 1));
        second.set(A, Bytes.littleEndian(second.get(A).littleEndianLong() + 10));
        second.set(B, ONE);
        committed(first);
        conflicts(second);
      }
      assertThat(read(store, A).littleEndianLong()).isEqualTo(2);
      assertThat(read(store, B)).isNull();
    }
  }

  @Test
  default void writeSkewConflicts() {
    try (Store store = newStore()) {
      try (Transaction first = store.begin(); Transaction second = store.begin()) {
        assertThat(first.get(B)).isNull();
        first.set(A, ONE);
        assertThat(second.get(A)).isNull();
        second.set(B, ONE);
        committed(first);
        conflicts(second);
      }
    }
  }

  @Test
  default void aPhantomInARangeReadConflicts() {
    assertThat(commitsDespite(t -> {
      t.getRange(new KeyRange(A, C));
      t.set(C, ONE);
    }, other -> other.set(A, ONE))).isFalse();
  }

  @Test
  default void aRangeClearedOverAReadKeyConflicts() {
    assertThat(commitsDespite(t -> {
      t.get(B);
      t.set(C, ONE);
    }, other -> other.clearRange(new KeyRange(A, C)))).isFalse();
  }

  @Test
  default void aRangeClearedOverPartOfAReadRangeConflicts() {
    assertThat(commitsDespite(t -> {
      t.getRange(new KeyRange(A, C));
      t.set(C, ONE);
    }, other -> other.clearRange(new KeyRange(B, KeyRange.ALL.end())))).isFalse();
  }

  @Test
  default void aMissingKeyThatAppearsConflicts() {
    assertThat(commitsDespite(t -> {
      t.get(A);
      t.set(C, ONE);
    }, other -> other.set(A, ONE))).isFalse();
  }

  @Test
  default void aWriteOfTheSameValueConflictsToo() {
    assertThat(commitsDespite(t -> {
      t.get(B);
      t.set(C, ONE);
    }, other -> other.set(B, ONE))).isFalse();
  }

  @Test
  default void aRangeReadDoesNotConflictWithItsEndKey() {
    assertThat(commitsDespite(t -> {
      t.getRange(new KeyRange(A, C));
      t.set(A, ONE);
    }, other -> other.set(C, ONE))).isTrue();
  }

  @Test
  default void aLimitedRangeReadConflictsOnlyUpToTheLastKeyReturned() {
    Consumer<Transaction> firstOfAll = t -> {
      t.getRange(KeyRange.ALL, 1, false);
      t.add(C, 1);
    };
    assertThat(commitsDespite(firstOfAll, other -> other.set(Bytes.utf8("bb"), ONE))).isTrue();
    assertThat(commitsDespite(firstOfAll, other -> other.set(B, TWO))).isFalse();
    assertThat(commitsDespite(firstOfAll, other -> other.set(A, ONE))).isFalse();
  }

  @Test
  default void aLimitedReverseRangeReadConflictsOnlyDownToTheLastKeyReturned() {
    Consumer<Transaction> lastOfAll = t -> {
      t.getRange(KeyRange.ALL, 1, true);
      t.set(C, ONE);
    };
    assertThat(commitsDespite(lastOfAll, other -> other.set(A, ONE))).isTrue();
    assertThat(commitsDespite(lastOfAll, other -> other.set(B, TWO))).isFalse();
    assertThat(commitsDespite(lastOfAll, other -> other.set(Bytes.utf8("bb"), ONE))).isFalse();
  }

  @Test
  default void blindWritesDoNotConflictAndTheLastToCommitWins() {
    try (Store store = newStore()) {
      try (Transaction first = store.begin(); Transaction second = store.begin()) {
        first.set(A, ONE);
        second.set(A, TWO);
        committed(second);
        committed(first);
      }
      assertThat(read(store, A)).isEqualTo(ONE);
    }
  }

  @Test
  default void snapshotReadsDoNotConflict() {
    assertThat(commitsDespite(t -> {
      t.snapshot().get(B);
      t.snapshot().getRange(KeyRange.ALL);
      t.set(C, ONE);
    }, other -> other.set(B, TWO))).isTrue();
  }

  @Test
  default void concurrentAddsDoNotConflictAndAllCount() {
    try (Store store = newStore()) {
      try (Transaction first = store.begin(); Transaction second = store.begin()) {
        first.add(A, 1);
        second.add(A, 10);
        committed(first);
        committed(second);
      }
      assertThat(read(store, A)).isEqualTo(Bytes.littleEndian(11));
    }
  }

  @Test
  default void readingBackAnAddConflictsBecauseItRestsOnTheStoredNumber() {
    assertThat(commitsDespite(t -> {
      t.add(B, 1);
      t.get(B);
    }, other -> other.add(B, 1))).isFalse();
  }

  @Test
  default void anAddConflictsWithAReadOfItsKey() {
    assertThat(commitsDespite(t -> {
      t.get(B);
      t.set(C, ONE);
    }, other -> other.add(B, 0))).isFalse();
  }

  @Test
  default void readingBackAnOwnSetOrClearDoesNotConflict() {
    assertThat(commitsDespite(t -> {
      t.set(B, TWO);
      t.add(B, 1);
      t.get(B);
      t.clearRange(new KeyRange(C, KeyRange.ALL.end()));
      t.getRange(new KeyRange(B, B.successor()));
      t.getRange(new KeyRange(C, KeyRange.ALL.end()));
    }, other -> {
      other.set(B, ONE);
      other.set(C, ONE);
    })).isTrue();
  }

  @Test
  default void aRangeReadOverAnOwnSetStillConflictsOnTheKeysBesideIt() {
    assertThat(commitsDespite(t -> {
      t.set(B, TWO);
      t.getRange(KeyRange.ALL);
    }, other -> other.set(B.successor(), ONE))).isFalse();
  }

  @Test
  default void readOnlyTransactionsAlwaysCommit() {
    assertThat(commitsDespite(t -> {
      t.get(B);
      t.getRange(KeyRange.ALL);
    }, other -> other.set(B, TWO))).isTrue();
  }

  @Test
  default void explicitConflictsCountAsReadsAndWrites() {
    KeyRange aToC = new KeyRange(A, C);
    Consumer<Transaction> pretendToRead = t -> {
      t.addReadConflict(A);
      t.addReadConflict(new KeyRange(B, C));
      t.set(C, ONE);
    };
    assertThat(commitsDespite(pretendToRead, other -> other.addWriteConflict(A))).isFalse();
    assertThat(commitsDespite(pretendToRead, other -> other.addWriteConflict(aToC))).isFalse();
    assertThat(commitsDespite(pretendToRead, other -> other.addWriteConflict(C))).isTrue();
    assertThat(commitsDespite(t -> {
      t.get(B);
      t.addWriteConflict(C);
    }, other -> other.set(B, TWO))).isFalse();
  }

  @Test
  default void aTransactionThatConflictedDoesNotMakeOthersConflict() {
    try (Store store = newStore()) {
      try (Transaction late = store.begin(); Transaction third = store.begin()) {
        late.get(A);
        late.set(B, ONE);
        third.get(B);
        third.set(C, ONE);
        commit(store, t -> t.set(A, ONE));
        conflicts(late);
        committed(third);
      }
    }
  }
}
