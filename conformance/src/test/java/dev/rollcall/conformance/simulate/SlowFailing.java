package dev.rollcall.conformance.simulate;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A store where failing one node comes to nothing for a while after somebody first tried: as if it took so long to read
 * all records, so that others find the node silent meanwhile.
 */
final class SlowFailing implements Store {
  private static final long NOT_TRIED = -1;

  private final Store store;
  private final Duration slow;
  private final Supplier<VirtualTime> time;
  private Bytes heartbeat;
  private long firstTriedNanos = NOT_TRIED;

  SlowFailing(Store store, Duration slow, Supplier<VirtualTime> time) {
    this.store = store;
    this.slow = slow;
    this.time = time;
  }

  /** Makes it so for the node whose heartbeat has this key; null for none. */
  void keep(Bytes ofNode) {
    heartbeat = ofNode;
    firstTriedNanos = NOT_TRIED;
  }

  @Override
  public Transaction begin() {
    Transaction transaction = store.begin();
    return (Transaction) Proxy.newProxyInstance(Transaction.class.getClassLoader(), new Class<?>[] {Transaction.class},
        (proxy, method, args) -> call(transaction, method, args));
  }

  private Object call(Transaction transaction, Method method, Object[] args) throws Throwable {
    if (method.getName().equals("clear") && args[0].equals(heartbeat)) {
      long now = time.get().nowNanos();
      firstTriedNanos = firstTriedNanos == NOT_TRIED ? now : firstTriedNanos;
      if (now - firstTriedNanos < slow.toNanos()) {
        throw StoreUnavailableException.withoutStackTrace("not yet");
      }
    }
    try {
      return method.invoke(transaction, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
