package dev.rollcall.protocol;

import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** A store that lets a test do something in the middle of the next transaction: right before its commit. */
final class HookedStore implements Store {
  private final Store store;
  private Runnable beforeNextCommit;

  HookedStore(Store store) {
    this.store = store;
  }

  void beforeNextCommit(Runnable hook) {
    beforeNextCommit = hook;
  }

  @Override
  public Transaction begin() {
    return hooked(store.begin());
  }

  @Override
  public Transaction begin(Duration timeout) {
    return hooked(store.begin(timeout));
  }

  private Transaction hooked(Transaction transaction) {
    Runnable hook = beforeNextCommit;
    beforeNextCommit = null;
    return hook == null ? transaction : hooked(transaction, hook);
  }

  private static Transaction hooked(Transaction transaction, Runnable hook) {
    Class<?>[] interfaces = {Transaction.class};
    return (Transaction) Proxy.newProxyInstance(Transaction.class.getClassLoader(), interfaces, (proxy, method, args) -> {
      if (method.getName().equals("commit")) {
        hook.run();
      }
      try {
        return method.invoke(transaction, args);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    });
  }

  @Override
  public void close() {
    store.close();
  }
}
