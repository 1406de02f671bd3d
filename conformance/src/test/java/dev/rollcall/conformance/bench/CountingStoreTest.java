package dev.rollcall.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each call counts once, for what it read or wrote. */
class CountingStoreTest {
  private static final Bytes KEY = Bytes.utf8("key");

  private final Traffic traffic = new Traffic();
  private final Store store = new CountingStore(new MemoryStore(), traffic);

  private void commit(Bytes value) {
    try (Transaction transaction = store.begin(Duration.ofSeconds(1))) {
      transaction.set(KEY, value);
      assertThat(transaction.commit()).isInstanceOf(CommitOutcome.Committed.class);
    }
  }

  @Test
  void reads_count_keys_and_values_also_through_a_snapshot_and_where_there_is_no_value() {
    commit(Bytes.utf8("value"));
    try (Transaction transaction = store.begin()) {
      transaction.get(KEY);
      transaction.snapshot().getRange(KeyRange.prefix(Bytes.utf8("k")));
      transaction.get(Bytes.utf8("absent"));
      transaction.commit();
    }
    assertThat(traffic.counts()).isEqualTo(new StoreCounts(2, 1, 0, 0, 3, 8 + 8 + 6, 1, 8));
  }

  @Test
  void writes_count_once_they_are_committed() {
    try (Transaction transaction = store.begin()) {
      transaction.set(KEY, KEY);
    }
    assertThat(traffic.counts()).isEqualTo(new StoreCounts(1, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void a_commit_that_meets_another_is_a_conflict_and_wrote_nothing() {
    try (Transaction transaction = store.begin()) {
      transaction.get(KEY);
      transaction.set(KEY, KEY);
      commit(KEY);
      assertThat(transaction.commit()).isEqualTo(CommitOutcome.Conflict.INSTANCE);
    }
    assertThat(traffic.counts()).isEqualTo(new StoreCounts(2, 1, 1, 0, 1, 3, 1, 6));
  }

  @Test
  void a_shared_counter_counts_every_increment() {
    Meter meter = new Meter();
    SharedCounter counter = new SharedCounter(store, meter, Duration.ofSeconds(10));
    counter.increment();
    counter.increment();
    LoadRow row = meter.row("x", 2);
    assertThat(row.steps()).isEqualTo(2);
    assertThat(row.counts().commits()).isEqualTo(2);
    assertThat(row.perSecond(row.steps())).isEqualTo(1.0);
  }
}
