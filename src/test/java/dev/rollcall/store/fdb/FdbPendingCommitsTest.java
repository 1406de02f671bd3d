package dev.rollcall.store.fdb;

import static dev.rollcall.store.StoreFixture.A;
import static dev.rollcall.store.StoreFixture.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FakeDatabase.Recorded;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent so that a commit that was given up is not applied later; on a database that only writes it down. */
class FdbPendingCommitsTest {
  private static final int TIMED_OUT = FdbErrors.TRANSACTION_TIMED_OUT.code();
  private static final int CONFLICT = FdbErrors.NOT_COMMITTED.code();

  private final FakeDatabase database = new FakeDatabase();
  private final Store store = database.store();

  private CommitOutcome write() {
    try (Transaction transaction = store.begin(Duration.ofSeconds(1))) {
      transaction.set(A, ONE);
      return transaction.commit();
    }
  }

  private Recorded sent(int index) {
    return database.transactions.get(index);
  }

  /** The key that a commit counts as read, by which it can be made to fail. */
  private Bytes mark(int index) {
    assertThat(sent(index).readConflicts).hasSize(1);
    return sent(index).readConflicts.get(0);
  }

  @Test
  void eachCommitHasAMarkOfItsOwnAndNoBarrierIfAllIsWell() {
    write();
    write();
    assertThat(database.transactions).hasSize(2);
    assertThat(mark(0)).isNotEqualTo(mark(1));
    assertThat(sent(0).calls).containsExactly("getReadVersion", "set", "commit", "close");
  }

  @ParameterizedTest
  @ValueSource(ints = {1031, 1004, 1025, 1101, 1039, 1030, 1500})
  void beforeTheNextTransactionAGivenUpCommitIsMadeToFail(int code) {
    database.failsCommitsWith(code);
    assertThat(write()).isEqualTo(CommitOutcome.Unknown.INSTANCE);
    assertThat(database.transactions).hasSize(1);
    assertThat(write()).isInstanceOf(CommitOutcome.Committed.class);
    assertThat(database.transactions).hasSize(3);
    Recorded barrier = sent(1);
    assertThat(barrier.writeConflicts).containsExactly(mark(0));
    assertThat(barrier.calls).containsExactly("commit", "close");
    assertThat(barrier.timeoutMillis).isEqualTo(1000);
    assertThat(sent(2).timeoutMillis).isBetween(1L, 1000L);
    write();
    assertThat(database.transactions).as("it is settled once").hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1021, 1022})
  void whatTheClientHasSettledItselfNeedsNoBarrier(int code) {
    database.failsCommitsWith(code);
    assertThat(write()).isEqualTo(CommitOutcome.Unknown.INSTANCE);
    write();
    assertThat(database.transactions).hasSize(2);
  }

  @Test
  void aConflictNeedsNoBarrier() {
    database.failsCommitsWith(CONFLICT);
    assertThat(write()).isEqualTo(CommitOutcome.Conflict.INSTANCE);
    write();
    assertThat(database.transactions).hasSize(2);
  }

  @Test
  void whileABarrierFailsNothingBegins() {
    database.failsCommitsWith(TIMED_OUT, TIMED_OUT, TIMED_OUT);
    write();
    for (int barriers = 1; barriers <= 2; barriers++) {
      assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this::write)
          .withMessageContaining("settling 1 commits of unknown outcome");
      assertThat(database.transactions).hasSize(1 + barriers);
      assertThat(sent(barriers).writeConflicts).containsExactly(mark(0));
      assertThat(sent(barriers).calls).containsExactly("commit", "close");
    }
    assertThat(write()).isInstanceOf(CommitOutcome.Committed.class);
    assertThat(sent(3).writeConflicts).containsExactly(mark(0));
    assertThat(database.transactions).hasSize(5);
  }

  @Test
  void oneBarrierSettlesAll() {
    database.failsCommitsWith(TIMED_OUT, TIMED_OUT);
    try (Transaction one = store.begin(); Transaction other = store.begin()) {
      one.set(A, ONE);
      other.set(A, ONE);
      one.commit();
      other.commit();
    }
    write();
    assertThat(sent(2).writeConflicts).containsExactlyInAnyOrder(mark(0), mark(1));
  }

  @Test
  void aTransactionThatOnlyReadHasNoMarkAndNothingToSettle() {
    database.failsCommitsWith(TIMED_OUT);
    try (Transaction transaction = store.begin()) {
      assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(transaction::commit);
    }
    assertThat(sent(0).readConflicts).isEmpty();
    write();
    assertThat(database.transactions).hasSize(2);
  }
}
