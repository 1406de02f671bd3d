package dev.rollcall.runtime;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One member's way to a store, which a test can cut, or stop the member on. Thread-safe. */
final class WayToStore implements Store {
  /** The name of the call that begins a transaction; others bear the names of their methods. */
  static final String BEGIN = "begin";

  private final Store store;
  private final AtomicLong calls = new AtomicLong();
  private volatile boolean cut;
  private volatile CountDownLatch stop;
  private volatile Consumer<Call> onCall = call -> {};
  private volatile UnaryOperator<CommitOutcome> told = outcome -> outcome;

  /**
   * A call that is about to be made.
   *
   * @param name of the method, or {@link #BEGIN}
   */
  record Call(String name, List<?> arguments) {
    boolean isWriteOf(Bytes key) {
      return name.equals("set") && arguments.get(0).equals(key);
    }
  }

  WayToStore(Store store) {
    this.store = store;
  }

  /** From now on no transaction reaches the store. */
  void cut() {
    cut = true;
  }

  void heal() {
    cut = false;
  }

  /** Whoever calls the store from now on does not return from that before {@link #resume}. */
  void pause() {
    stop = new CountDownLatch(1);
  }

  void resume() {
    CountDownLatch stopped = stop;
    stop = null;
    stopped.countDown();
  }

  /** Has something done before each call, on the thread that calls. */
  void onCall(Consumer<Call> hook) {
    onCall = hook;
  }

  /** Has the member told something else of its commits than what came of them. */
  void tells(UnaryOperator<CommitOutcome> change) {
    told = change;
  }

  long calls() {
    return calls.get();
  }

  private void pass(String name, Object... arguments) {
    calls.incrementAndGet();
    onCall.accept(new Call(name, Arrays.asList(arguments)));
    CountDownLatch stopped = stop;
    if (stopped != null) {
      Await.opened(stopped);
    }
    if (cut) {
      throw StoreUnavailableException.withoutStackTrace("the way to the store is cut");
    }
  }

  @Override
  public Transaction begin() {
    pass(BEGIN);
    return guarded(store.begin());
  }

  @Override
  public Transaction begin(Duration timeout) {
    pass(BEGIN);
    return guarded(store.begin(timeout));
  }

  private Transaction guarded(Transaction transaction) {
    ClassLoader loader = Transaction.class.getClassLoader();
    return (Transaction) Proxy.newProxyInstance(loader, new Class<?>[] {Transaction.class}, (proxy, method, args) -> {
      if (method.getName().equals("close")) {
        onCall.accept(new Call("close", List.of()));
      } else {
        pass(method.getName(), args == null ? new Object[0] : args);
      }
      try {
        Object answer = method.invoke(transaction, args);
        return answer instanceof CommitOutcome outcome ? told.apply(outcome) : answer;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    });
  }

  @Override
  public void close() {}
}
