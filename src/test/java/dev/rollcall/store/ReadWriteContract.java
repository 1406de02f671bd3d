package dev.rollcall.store;

import static dev.rollcall.store.StoreFixture.commit;
import static dev.rollcall.store.StoreFixture.committed;
import static dev.rollcall.store.StoreFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads, writes and what a transaction sees of its own. */
public interface ReadWriteContract extends StoreFixture {

  @Test
  default void aMissingKeyReadsAsNull() {
    try (Store store = newStore()) {
      assertThat(read(store, A)).isNull();
    }
  }

  @Test
  default void whatOneTransactionCommitsTheNextReads() {
    try (Store store = newStore()) {
      commit(store, t -> t.set(A, ONE));
      assertThat(read(store, A)).isEqualTo(ONE);
      commit(store, t -> t.clear(A));
      assertThat(read(store, A)).isNull();
    }
  }

  @Test
  default void aTransactionReadsItsOwnWrites() {
    try (Store store = newStore()) {
      commit(store, t -> t.set(C, ONE));
      try (Transaction t = store.begin()) {
        t.set(A, ONE);
        t.set(B, ONE);
        t.set(B, TWO);
        t.clear(C);
        assertThat(t.get(B)).isEqualTo(TWO);
        assertThat(t.get(C)).isNull();
        assertThat(t.getRange(KeyRange.ALL)).containsExactly(new KeyValue(A, ONE), new KeyValue(B, TWO));
        assertThat(t.snapshot().get(A)).isEqualTo(ONE);
        t.clearRange(new KeyRange(A, C));
        assertThat(t.getRange(KeyRange.ALL)).isEmpty();
      }
    }
  }

  @Test
  default void manyKeysAreReadAtOnceAndConflictLikeOneByOne() {
    try (Store store = newStore()) {
      commit(store, t -> t.set(A, ONE));
      try (Transaction t = store.begin()) {
        t.set(C, TWO);
        assertThat(t.getAll(List.of(C, B, A, A))).containsExactly(TWO, null, ONE, ONE);
        assertThat(t.getAll(List.of())).isEmpty();
        assertThat(t.snapshot().getAll(List.of(A))).containsExactly(ONE);
        commit(store, other -> other.set(B, ONE));
        StoreFixture.conflicts(t);
      }
      try (Transaction t = store.begin()) {
        t.snapshot().getAll(List.of(A, B));
        t.set(C, ONE);
        commit(store, other -> other.set(B, TWO));
        committed(t);
      }
    }
  }

  @Test
  default void aTransactionThatIsClosedChangesNothing() {
    try (Store store = newStore()) {
      try (Transaction t = store.begin()) {
        t.set(A, ONE);
      }
      assertThat(read(store, A)).isNull();
    }
  }

  @Test
  default void aTransactionKeepsReadingTheStateItBeganWith() {
    try (Store store = newStore()) {
      commit(store, t -> t.set(A, ONE));
      try (Transaction t = store.begin()) {
        assertThat(t.get(A)).isEqualTo(ONE);
        commit(store, other -> other.set(A, TWO));
        commit(store, other -> other.set(B, TWO));
        assertThat(t.get(A)).isEqualTo(ONE);
        assertThat(t.snapshot().get(B)).isNull();
        assertThat(t.getRange(KeyRange.ALL)).containsExactly(new KeyValue(A, ONE));
        assertThat(committed(t)).isEqualTo(Versionstamp.NONE);
      }
    }
  }

  @Test
  default void rangesAreInKeyOrderEndExclusiveAndHonourLimitAndReverse() {
    try (Store store = newStore()) {
      Bytes high = Bytes.of((byte) 0x80);
      commit(store, t -> List.of(high, C, A, B).forEach(key -> t.set(key, key)));
      try (Transaction t = store.begin()) {
        assertThat(t.getRange(KeyRange.ALL)).extracting(KeyValue::key).containsExactly(A, B, C, high);
        assertThat(t.getRange(new KeyRange(A, C))).extracting(KeyValue::key).containsExactly(A, B);
        assertThat(t.getRange(KeyRange.ALL, 2, false)).extracting(KeyValue::key).containsExactly(A, B);
        assertThat(t.getRange(KeyRange.ALL, 3, true)).extracting(KeyValue::key).containsExactly(high, C, B);
        assertThat(t.getRange(new KeyRange(B, B))).isEmpty();
      }
    }
  }

  @Test
  default void clearingARangeAlsoRemovesWhatOthersAddedMeanwhile() {
    try (Store store = newStore()) {
      try (Transaction t = store.begin()) {
        t.clearRange(new KeyRange(A, C));
        commit(store, other -> other.set(B, ONE));
        commit(store, other -> other.set(C, ONE));
        committed(t);
      }
      assertThat(read(store, B)).isNull();
      assertThat(read(store, C)).isEqualTo(ONE);
    }
  }

  @Test
  default void addCountsInEightLittleEndianBytesAndWrapsAround() {
    try (Store store = newStore()) {
      commit(store, t -> t.add(A, 258));
      assertThat(read(store, A)).isEqualTo(Bytes.of((byte) 2, (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0,
          (byte) 0, (byte) 0));
      commit(store, t -> t.add(A, -259));
      assertThat(read(store, A).littleEndianLong()).isEqualTo(-1);
      commit(store, t -> t.add(A, 2));
      assertThat(read(store, A).littleEndianLong()).isEqualTo(1);
    }
  }

  @Test
  default void addTreatsAShortValueAsZeroFilledAndCutsALongOne() {
    try (Store store = newStore()) {
      commit(store, t -> t.set(A, Bytes.of((byte) 5)));
      commit(store, t -> t.set(B, Bytes.littleEndian(7).concat(ONE)));
      commit(store, t -> List.of(A, B).forEach(key -> t.add(key, 1)));
      assertThat(read(store, A)).isEqualTo(Bytes.littleEndian(6));
      assertThat(read(store, B)).isEqualTo(Bytes.littleEndian(8));
    }
  }

  @Test
  default void aTransactionReadsItsOwnAdds() {
    try (Store store = newStore()) {
      commit(store, t -> t.add(A, 40));
      try (Transaction t = store.begin()) {
        t.add(A, 2);
        t.add(B, 1);
        assertThat(t.get(A)).isEqualTo(Bytes.littleEndian(42));
        assertThat(t.get(B)).isEqualTo(Bytes.littleEndian(1));
      }
    }
  }

  @Test
  default void whatCannotBeAKeyOrValueIsRefusedWithItsSize() {
    try (Store store = newStore(); Transaction t = store.begin()) {
      Bytes longKey = Bytes.of(new byte[StoreLimits.KEY_BYTES + 1]);
      assertThatThrownBy(() -> t.set(longKey, ONE)).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("10001");
      assertThatThrownBy(() -> t.set(A, Bytes.of(new byte[StoreLimits.VALUE_BYTES + 1])))
          .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("100001");
      assertThatThrownBy(() -> t.get(Bytes.of((byte) 0xff))).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> t.clearRange(new KeyRange(A, Bytes.of((byte) 0xff, (byte) 0))))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> t.getRange(KeyRange.ALL, -1, false)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  default void aTransactionCannotBeUsedAfterItsEnd() {
    try (Store store = newStore()) {
      Transaction t = store.begin();
      t.set(A, ONE);
      committed(t);
      assertThatThrownBy(() -> t.get(A)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(t::commit).isInstanceOf(IllegalStateException.class);
      t.close();
      t.close();
      assertThat(read(store, A)).isEqualTo(ONE);
    }
  }

  @Test
  default void aClosedStoreBeginsNothing() {
    Store store = newStore();
    store.close();
    store.close();
    assertThatThrownBy(store::begin).isInstanceOf(IllegalStateException.class);
  }
}
