package dev.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/** What the parts of {@link StoreContract} share. */
public interface StoreFixture {

  Bytes A = Bytes.utf8("a");
  Bytes B = Bytes.utf8("b");
  Bytes C = Bytes.utf8("c");
  Bytes ONE = Bytes.utf8("one");
  Bytes TWO = Bytes.utf8("two");

  /** A new store that holds no keys; each test makes its own and closes it. */
  Store newStore();

  /** Runs {@code work} in a transaction of its own, which must commit; returns its versionstamp. */
  static Versionstamp commit(Store store, Consumer<Transaction> work) {
    try (Transaction transaction = store.begin()) {
      work.accept(transaction);
      return committed(transaction);
    }
  }

  /** Commits {@code transaction}, which must succeed; returns its versionstamp. */
  static Versionstamp committed(Transaction transaction) {
    CommitOutcome outcome = transaction.commit();
    assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
    return ((CommitOutcome.Committed) outcome).versionstamp();
  }

  /** Commits {@code transaction}, which must conflict. */
  static void conflicts(Transaction transaction) {
    assertThat(transaction.commit()).isEqualTo(CommitOutcome.Conflict.INSTANCE);
  }

  /** What a new transaction reads under {@code key}. */
  static Bytes read(Store store, Bytes key) {
    try (Transaction transaction = store.begin()) {
      return transaction.get(key);
    }
  }
}
