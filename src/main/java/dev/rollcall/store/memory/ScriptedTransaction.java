package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Transaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A transaction of a {@link ScriptedStore}: counts calls and decides the outcome, delegates the rest. */
final class ScriptedTransaction implements Transaction {

  private final Transaction transaction;
  private final Fault fault;
  private final long number;
  private final Runnable onStruck;
  private int calls;
  private boolean writes;
  private boolean struck;

  /**
   * @param onStruck called once, when the transaction meets its fault
   */
  ScriptedTransaction(Transaction transaction, Fault fault, long number, Runnable onStruck) {
    this.transaction = transaction;
    this.fault = fault;
    this.number = number;
    this.onStruck = onStruck;
  }

  /** The transaction underneath, unless the script has this call fail. */
  private Transaction call() {
    calls++;
    if (fault.kind() == Fault.Kind.UNAVAILABLE && calls >= fault.call()) {
      strike();
      throw ScriptedStore.unavailable(number, calls);
    }
    return transaction;
  }

  private Transaction write() {
    Transaction reached = call();
    writes = true;
    return reached;
  }

  @Override
  public CommitOutcome commit() {
    Transaction reached = call();
    if (!writes) {
      return reached.commit();
    }
    return switch (fault.kind()) {
      case NONE, UNAVAILABLE -> reached.commit();
      case CONFLICT -> giveUp(CommitOutcome.Conflict.INSTANCE);
      case UNKNOWN_NOT_COMMITTED -> giveUp(CommitOutcome.Unknown.INSTANCE);
      case UNKNOWN_COMMITTED -> {
        CommitOutcome outcome = reached.commit();
        if (!(outcome instanceof CommitOutcome.Committed)) {
          yield outcome;
        }
        strike();
        yield CommitOutcome.Unknown.INSTANCE;
      }
    };
  }

  private void strike() {
    if (!struck) {
      struck = true;
      onStruck.run();
    }
  }

  private CommitOutcome giveUp(CommitOutcome outcome) {
    strike();
    transaction.close();
    return outcome;
  }

  @Override
  public Bytes get(Bytes key) {
    return call().get(key);
  }

  @Override
  public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
    return call().getRange(range, limit, reverse);
  }

  /** Taking the view is no call to the store; each read through it is one. */
  @Override
  public ReadView snapshot() {
    ReadView view = transaction.snapshot();
    return new ReadView() {
      @Override
      public Bytes get(Bytes key) {
        call();
        return view.get(key);
      }

      @Override
      public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
        call();
        return view.getRange(range, limit, reverse);
      }
    };
  }

  @Override
  public void set(Bytes key, Bytes value) {
    write().set(key, value);
  }

  @Override
  public void clear(Bytes key) {
    write().clear(key);
  }

  @Override
  public void clearRange(KeyRange range) {
    write().clearRange(range);
  }

  @Override
  public void add(Bytes key, long delta) {
    write().add(key, delta);
  }

  @Override
  public void setVersionstampedKey(Bytes prefix, Bytes suffix, Bytes value) {
    write().setVersionstampedKey(prefix, suffix, value);
  }

  @Override
  public void addReadConflict(KeyRange range) {
    call().addReadConflict(range);
  }

  @Override
  public void addReadConflict(Bytes key) {
    call().addReadConflict(key);
  }

  @Override
  public void addWriteConflict(KeyRange range) {
    write().addWriteConflict(range);
  }

  @Override
  public void addWriteConflict(Bytes key) {
    write().addWriteConflict(key);
  }

  @Override
  public CompletableFuture<Void> watch(Bytes key) {
    return call().watch(key);
  }

  @Override
  public void close() {
    transaction.close();
  }
}
