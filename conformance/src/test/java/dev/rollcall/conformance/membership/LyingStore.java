package dev.rollcall.conformance.membership;

import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.Versionstamp;
import dev.rollcall.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A store that breaks its promise in one of the commits that write. */
final class LyingStore implements Store {
  private static final Set<String> WRITES = Set.of("set", "clear", "clearRange", "add", "setVersionstampedKey");

  private final Store store = new MemoryStore();
  private final AtomicInteger honest;
  private final Function<Transaction, CommitOutcome> lie;

  private LyingStore(int honest, Function<Transaction, CommitOutcome> lie) {
    this.honest = new AtomicInteger(honest);
    this.lie = lie;
  }

  /** Loses what it says it committed, after so many honest commits. */
  static Store losing(int after) {
    return new LyingStore(after, transaction -> {
      transaction.close();
      return new CommitOutcome.Committed(new Versionstamp(after + 1, 0));
    });
  }

  /** Applies what it says conflicts, after so many honest commits. */
  static Store applyingAConflict(int after) {
    return new LyingStore(after, transaction -> {
      transaction.commit();
      return CommitOutcome.Conflict.INSTANCE;
    });
  }

  @Override
  public Transaction begin() {
    Transaction transaction = store.begin();
    boolean[] writes = new boolean[1];
    return (Transaction) Proxy.newProxyInstance(
        Transaction.class.getClassLoader(), new Class<?>[] {Transaction.class}, (proxy, method, arguments) -> {
          writes[0] |= WRITES.contains(method.getName());
          if (method.getName().equals("commit") && writes[0] && honest.getAndDecrement() == 0) {
            return lie.apply(transaction);
          }
          try {
            return method.invoke(transaction, arguments);
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
