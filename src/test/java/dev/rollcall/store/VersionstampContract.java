package dev.rollcall.store;

import static dev.rollcall.store.StoreFixture.commit;
import static dev.rollcall.store.StoreFixture.committed;
import static dev.rollcall.store.StoreFixture.conflicts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Versionstamps and the keys made of them. */
public interface VersionstampContract extends StoreFixture {

  Bytes LOG = Bytes.utf8("log/");

  @Test
  default void versionstampsRiseFromCommitToCommit() {
    try (Store store = newStore()) {
      Versionstamp first = commit(store, t -> t.set(A, ONE));
      Versionstamp second = commit(store, t -> t.set(A, ONE));
      assertThat(second).isGreaterThan(first);
      assertThat(second.toBytes()).isGreaterThan(first.toBytes());
    }
  }

  @Test
  default void aVersionstampedKeyHoldsItsCommitsVersionstamp() {
    try (Store store = newStore()) {
      Versionstamp stamp = commit(store, t -> t.setVersionstampedKey(LOG, B, ONE));
      try (Transaction t = store.begin()) {
        Bytes key = LOG.concat(stamp.toBytes()).concat(Bytes.of((byte) 0, (byte) 0)).concat(B);
        assertThat(t.getRange(KeyRange.prefix(LOG))).containsExactly(new KeyValue(key, ONE));
        assertThat(Versionstamp.at(key, LOG.length())).isEqualTo(stamp);
      }
    }
  }

  @Test
  default void versionstampedKeysSortByCommitThenByCall() {
    try (Store store = newStore()) {
      try (Transaction late = store.begin()) {
        late.setVersionstampedKey(LOG, Bytes.EMPTY, Bytes.utf8("3"));
        commit(store, t -> {
          t.setVersionstampedKey(LOG, C, Bytes.utf8("1"));
          t.setVersionstampedKey(LOG, A, Bytes.utf8("2"));
        });
        committed(late);
      }
      try (Transaction t = store.begin()) {
        assertThat(t.getRange(KeyRange.prefix(LOG))).extracting(entry -> entry.value().toUtf8())
            .isEqualTo(List.of("1", "2", "3"));
      }
    }
  }

  @Test
  default void appendersDoNotConflictWithEachOther() {
    try (Store store = newStore(); Transaction first = store.begin(); Transaction second = store.begin()) {
      first.setVersionstampedKey(LOG, Bytes.EMPTY, ONE);
      second.setVersionstampedKey(LOG, Bytes.EMPTY, TWO);
      committed(second);
      committed(first);
    }
  }

  @Test
  default void aVersionstampedKeyConflictsWithAReadOfItsRange() {
    try (Store store = newStore(); Transaction t = store.begin()) {
      t.getRange(KeyRange.prefix(LOG));
      t.set(A, ONE);
      commit(store, other -> other.setVersionstampedKey(LOG, Bytes.EMPTY, ONE));
      conflicts(t);
    }
  }

  @Test
  default void aTransactionCannotReadWhereItsVersionstampedKeyWillBe() {
    try (Store store = newStore()) {
      commit(store, t -> t.setVersionstampedKey(LOG, Bytes.EMPTY, ONE));
      try (Transaction t = store.begin()) {
        t.setVersionstampedKey(LOG, Bytes.EMPTY, TWO);
        assertThatThrownBy(() -> t.getRange(KeyRange.prefix(LOG))).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("log/");
        assertThatThrownBy(t::commit).isInstanceOf(IllegalStateException.class);
      }
      assertThat(entries(store)).isEqualTo(1);
    }
  }

  @Test
  default void aTransactionReadsWhatItsVersionstampedKeyLeavesAlone() {
    try (Store store = newStore()) {
      commit(store, t -> {
        t.setVersionstampedKey(LOG, Bytes.EMPTY, TWO);
        assertThat(t.getRange(KeyRange.prefix(A))).isEmpty();
      });
      assertThat(entries(store)).isEqualTo(1);
    }
  }

  private static int entries(Store store) {
    try (Transaction t = store.begin()) {
      return t.getRange(KeyRange.prefix(LOG)).size();
    }
  }
}
