package dev.rollcall.store.memory;

import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A store whose transactions meet scripted faults on the way to another store, so that every outcome a
 * caller must handle can be had on demand. It keeps the SPI's promises: a read-only transaction neither
 * conflicts nor ends unknown, and a scripted "unknown, committed" that in truth conflicts says so.
 *
 * <p>As thread-safe as the store underneath and the script.
 */
public final class ScriptedStore implements Store {

  private final Store store;
  private final FaultScript script;
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong struck = new AtomicLong();

  /** Wraps {@code store}, which is closed with this store. */
  public ScriptedStore(Store store, FaultScript script) {
    this.store = store;
    this.script = script;
  }

  @Override
  public Transaction begin() {
    return begin(store::begin);
  }

  @Override
  public Transaction begin(Duration timeout) {
    return begin(() -> store.begin(timeout));
  }

  private Transaction begin(Supplier<Transaction> underneath) {
    long number = begun.getAndIncrement();
    Fault fault = script.faultOf(number);
    if (fault.kind() == Fault.Kind.UNAVAILABLE && fault.call() == 0) {
      struck.incrementAndGet();
      throw unavailable(number, 0);
    }
    return new ScriptedTransaction(underneath.get(), fault, number, struck::incrementAndGet);
  }

  /**
   * How many transactions met their fault so far. One does not that ends before the call that would fail, or
   * whose commit does not become what was scripted because it is read-only or conflicts by itself.
   */
  public long struck() {
    return struck.get();
  }

  static StoreUnavailableException unavailable(long transaction, int call) {
    return StoreUnavailableException.withoutStackTrace(
        "the script makes the store unavailable at call " + call + " of transaction " + transaction);
  }

  @Override
  public void close() {
    store.close();
  }
}
