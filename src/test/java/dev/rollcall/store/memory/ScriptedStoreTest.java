package dev.rollcall.store.memory;

import static dev.rollcall.store.StoreFixture.commit;
import static dev.rollcall.store.StoreFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreContract;
import dev.rollcall.store.StoreLimits;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Without faults a scripted store is a store like any other; with them it does as the script says. */
class ScriptedStoreTest extends StoreContract {

  private final MemoryStore memory = new MemoryStore();
  private final AtomicLong nanos = new AtomicLong();

  @Override
  public Store newStore() {
    return new ScriptedStore(new MemoryStore(MemorySnapshot.EMPTY, nanos::get), FaultScript.always(Fault.NONE));
  }

  @Override
  public void growOld(Store store) {
    nanos.addAndGet(StoreLimits.TRANSACTION_AGE.toNanos() + 1);
  }

  private Store scripted(Fault... faults) {
    return new ScriptedStore(memory, FaultScript.inOrder(faults));
  }

  private static CommitOutcome setA(Store store) {
    try (Transaction t = store.begin()) {
      t.set(A, ONE);
      return t.commit();
    }
  }

  @Test
  void aScriptedConflictAppliesNothing() {
    assertThat(setA(scripted(Fault.CONFLICT))).isEqualTo(CommitOutcome.Conflict.INSTANCE);
    assertThat(read(memory, A)).isNull();
  }

  @Test
  void anUnknownOutcomeCanBeACommit() {
    assertThat(setA(scripted(Fault.UNKNOWN_COMMITTED))).isEqualTo(CommitOutcome.Unknown.INSTANCE);
    assertThat(read(memory, A)).isEqualTo(ONE);
  }

  @Test
  void anUnknownOutcomeCanBeNoCommit() {
    assertThat(setA(scripted(Fault.UNKNOWN_NOT_COMMITTED))).isEqualTo(CommitOutcome.Unknown.INSTANCE);
    assertThat(read(memory, A)).isNull();
  }

  @Test
  void aTrueConflictIsReportedAlsoWhereACommitWouldHaveBeenUnknown() {
    try (Transaction t = scripted(Fault.UNKNOWN_COMMITTED).begin()) {
      t.get(A);
      t.set(B, ONE);
      commit(memory, other -> other.set(A, ONE));
      assertThat(t.commit()).isEqualTo(CommitOutcome.Conflict.INSTANCE);
    }
  }

  @Test
  void readOnlyTransactionsCommitWhateverOutcomeIsScripted() {
    Store store = scripted(Fault.CONFLICT, Fault.UNKNOWN_COMMITTED, Fault.UNKNOWN_NOT_COMMITTED);
    for (int i = 0; i < 3; i++) {
      commit(store, t -> t.get(A));
    }
  }

  @Test
  void anUnavailableStoreIsNotEvenBegun() {
    assertThatThrownBy(scripted(Fault.UNAVAILABLE)::begin).isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("call 0 of transaction 0");
  }

  @Test
  void aStoreLostAtACallStaysLostForThatTransactionAndAppliesNothing() {
    try (Transaction t = scripted(Fault.unavailableAt(3)).begin()) {
      t.set(A, ONE);
      t.get(B);
      assertThatThrownBy(() -> t.snapshot().getRange(KeyRange.ALL)).isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("call 3 of transaction 0");
      assertThatThrownBy(() -> t.get(B)).isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(t::commit).isInstanceOf(StoreUnavailableException.class);
    }
    assertThat(read(memory, A)).isNull();
    assertThat(memory.historyLength()).isEqualTo(1);
  }

  @Test
  void aStoreLostAtTheCommitAppliesNothing() {
    assertThatThrownBy(() -> setA(scripted(Fault.unavailableAt(2)))).isInstanceOf(StoreUnavailableException.class);
    assertThat(read(memory, A)).isNull();
  }

  @Test
  void faultsFollowTheScriptsOrderAndThenEnd() {
    Store store = scripted(Fault.NONE, Fault.CONFLICT);
    assertThat(setA(store)).isInstanceOf(CommitOutcome.Committed.class);
    assertThat(setA(store)).isInstanceOf(CommitOutcome.Conflict.class);
    assertThat(setA(store)).isInstanceOf(CommitOutcome.Committed.class);
  }

  @Test
  void aFaultIsCountedWhereItIsMet() {
    ScriptedStore store = new ScriptedStore(memory, FaultScript.inOrder(Fault.UNAVAILABLE,
        Fault.unavailableAt(1), Fault.CONFLICT, Fault.UNKNOWN_COMMITTED, Fault.UNKNOWN_NOT_COMMITTED));
    assertThatThrownBy(() -> setA(store)).isInstanceOf(StoreUnavailableException.class);
    assertThat(store.struck()).isEqualTo(1);
    assertThatThrownBy(() -> setA(store)).isInstanceOf(StoreUnavailableException.class);
    assertThat(store.struck()).isEqualTo(2);
    for (int met = 3; met <= 5; met++) {
      setA(store);
      assertThat(store.struck()).isEqualTo(met);
    }
    setA(store);
    assertThat(store.struck()).isEqualTo(5);
  }

  @Test
  void aFaultThatNothingMeetsIsNotCounted() {
    ScriptedStore store = new ScriptedStore(memory,
        FaultScript.inOrder(Fault.CONFLICT, Fault.unavailableAt(9), Fault.UNKNOWN_COMMITTED));
    commit(store, t -> t.get(A));
    setA(store);
    try (Transaction t = store.begin()) {
      t.get(A);
      t.set(B, ONE);
      commit(memory, other -> other.set(A, ONE));
      t.commit();
    }
    assertThat(store.struck()).isZero();
  }

  @Test
  void watchesOfATransactionThatIsNotAppliedAreCancelled() {
    try (Transaction t = scripted(Fault.UNKNOWN_NOT_COMMITTED).begin()) {
      CompletableFuture<Void> watch = t.watch(A);
      t.set(B, ONE);
      t.commit();
      assertThat(watch).isCancelled();
    }
  }
}
