package dev.rollcall.protocol;

import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** A store that lets a test do something right before the next transaction begins, or right before its commit. */
public final class HookedStore implements Store {
  private final Store store;
  private Runnable beforeNextBegin = () -> {};
  private Runnable beforeNextCommit;

  public HookedStore(Store store) {
    this.store = store;
  }

  public void beforeNextBegin(Runnable hook) {
    beforeNextBegin = hook;
  }

  void beforeNextCommit(Runnable hook) {
    beforeNextCommit = hook;
  }

  @Override
  public Transaction begin() {
    begins();
    return hooked(store.begin());
  }

  @Override
  public Transaction begin(Duration timeout) {
    begins();
    return hooked(store.begin(timeout));
  }

  private void begins() {
    Runnable hook = beforeNextBegin;
    beforeNextBegin = () -> {};
    hook.run();
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
