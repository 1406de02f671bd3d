package dev.rollcall.store;

import static dev.rollcall.store.StoreFixture.commit;
import static dev.rollcall.store.StoreFixture.committed;
import static dev.rollcall.store.StoreFixture.conflicts;
import static dev.rollcall.store.StoreFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How large a transaction may be, and how old; {@link ReadWriteContract} has keys and values. */
@Timeout(120)
public interface LimitsContract extends StoreFixture {

  Bytes LARGE_VALUE = Bytes.of(new byte[StoreLimits.VALUE_BYTES]);

  /** So many of these values fit in a transaction, and one more does not. */
  int LARGE_VALUES = StoreLimits.TRANSACTION_BYTES / StoreLimits.VALUE_BYTES - 1;

  /** What surpasses every timeout of a store, so that age is all there is. */
  Duration LONG = Duration.ofMinutes(1);

  /** A different key for each number, not far below the longest; a store may put a prefix before it. */
  private static Bytes longKey(int number) {
    return Bytes.of(new byte[StoreLimits.KEY_BYTES - 1_000]).concat(Bytes.bigEndian(number));
  }

  /** Waits until a transaction that began before this call is too old for the store. */
  default void growOld(Store store) throws InterruptedException {
    try (Transaction younger = store.begin(LONG)) {
      for (int i = 0; ; i++) {
        younger.snapshot().get(Bytes.bigEndian(i));
        Thread.sleep(50);
      }
    } catch (StoreUnavailableException e) {
      // What it waited for.
    }
  }

  @Test
  default void aValueOfTheLargestSizeIsKept() {
    try (Store store = newStore()) {
      commit(store, t -> t.set(longKey(0), LARGE_VALUE));
      assertThat(read(store, longKey(0))).isEqualTo(LARGE_VALUE);
    }
  }

  @Test
  default void aTransactionMayWriteAlmostTenMegabytes() {
    try (Store store = newStore()) {
      commit(store, t -> repeat(LARGE_VALUES, i -> t.set(Bytes.bigEndian(i), LARGE_VALUE)));
      assertThat(read(store, Bytes.bigEndian(LARGE_VALUES - 1))).isEqualTo(LARGE_VALUE);
    }
  }

  @Test
  default void aTransactionThatWritesMoreIsRefusedAndChangesNothing() {
    isRefused(t -> repeat(LARGE_VALUES + 1, i -> t.set(Bytes.bigEndian(i), LARGE_VALUE)));
    isRefused(t -> repeat(LARGE_VALUES + 1, i -> t.setVersionstampedKey(A, Bytes.EMPTY, LARGE_VALUE)));
    isRefused(t -> repeat(400, i -> t.add(longKey(i), 1)));
    isRefused(t -> repeat(400, i -> t.clear(longKey(i))));
    isRefused(t -> repeat(400, i -> t.clearRange(KeyRange.single(longKey(i)))));
  }

  @Test
  default void conflictRangesCountInTheSizeOfATransaction() {
    isRefused(t -> repeat(600, i -> t.get(longKey(i))));
    isRefused(t -> repeat(600, i -> t.addReadConflict(KeyRange.single(longKey(i)))));
    isRefused(t -> repeat(600, i -> t.addWriteConflict(longKey(i))));
  }

  private void isRefused(Consumer<Transaction> work) {
    try (Store store = newStore(); Transaction t = store.begin(LONG)) {
      t.set(B, ONE);
      work.accept(t);
      assertThatThrownBy(t::commit).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(t::commit).isInstanceOf(IllegalStateException.class);
      assertThat(read(store, B)).isNull();
    }
  }

  @Test
  default void whatATransactionWritesOrReadsAgainCountsOnce() {
    try (Store store = newStore()) {
      commit(store, t -> repeat(2 * LARGE_VALUES, i -> {
        t.set(A, LARGE_VALUE);
        t.add(B, 1);
      }));
      commit(store, t -> repeat(2 * LARGE_VALUES, i -> {
        t.set(longKey(i), LARGE_VALUE);
        t.clearRange(new KeyRange(Bytes.EMPTY, Bytes.of((byte) 1)));
      }));
      commit(store, t -> repeat(600, i -> {
        t.get(longKey(0));
        t.add(A, 1);
      }));
    }
  }

  @Test
  default void valuesReadDoNotCountInTheSizeOfATransaction() {
    try (Store store = newStore()) {
      commit(store, t -> repeat(LARGE_VALUES, i -> t.set(Bytes.bigEndian(i), LARGE_VALUE)));
      commit(store, t -> repeat(LARGE_VALUES, i -> t.set(Bytes.bigEndian(LARGE_VALUES + i), LARGE_VALUE)));
      try (Transaction t = store.begin(LONG)) {
        assertThat(t.getRange(KeyRange.ALL)).hasSize(2 * LARGE_VALUES);
        t.set(A, ONE);
        committed(t);
      }
    }
  }

  @Test
  default void aTransactionThatOnlyReadsHasNoSize() {
    try (Store store = newStore(); Transaction t = store.begin(LONG)) {
      repeat(600, i -> t.get(longKey(i)));
      committed(t);
    }
  }

  private static void repeat(int times, Consumer<Integer> work) {
    for (int i = 0; i < times; i++) {
      work.accept(i);
    }
  }

  @Test
  default void aTransactionThatIsTooOldReadsNoMoreAndItsWritesConflict() throws Exception {
    try (Store store = newStore(); Transaction done = store.begin(LONG); Transaction reader = store.begin(LONG);
        Transaction writer = store.begin(LONG); Transaction blind = store.begin(LONG)) {
      assertThat(done.get(A)).isNull();
      assertThat(reader.get(A)).isNull();
      assertThat(writer.get(A)).isNull();
      writer.set(B, ONE);
      blind.set(C, ONE);
      growOld(store);
      assertThatThrownBy(() -> reader.get(B)).isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(() -> reader.getRange(KeyRange.ALL)).isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(() -> reader.snapshot().get(C)).isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(() -> reader.watch(Bytes.bigEndian(1))).isInstanceOf(StoreUnavailableException.class);
      committed(done);
      conflicts(writer);
      conflicts(blind);
      assertThat(read(store, B)).isNull();
      commit(store, t -> t.set(B, ONE));
    }
  }
}
