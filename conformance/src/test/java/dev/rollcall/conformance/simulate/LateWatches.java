package dev.rollcall.conformance.simulate;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A store that tells of changes only after a while of virtual time: as long as a real one and its clients take. */
final class LateWatches implements Store {
  private final Store store;
  private final Duration late;
  private final Supplier<VirtualTime> time;

  LateWatches(Store store, Duration late, Supplier<VirtualTime> time) {
    this.store = store;
    this.late = late;
    this.time = time;
  }

  @Override
  public Transaction begin() {
    Transaction transaction = store.begin();
    ClassLoader loader = Transaction.class.getClassLoader();
    return (Transaction) Proxy.newProxyInstance(loader, new Class<?>[] {Transaction.class}, (proxy, method, args) -> {
      if (method.getName().equals("watch")) {
        return late(transaction.watch((Bytes) args[0]));
      }
      try {
        return method.invoke(transaction, args);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    });
  }

  private CompletableFuture<Void> late(CompletableFuture<Void> inTime) {
    CompletableFuture<Void> told = new CompletableFuture<>();
    inTime.thenRun(() -> time.get().at(time.get().nowNanos() + late.toNanos(), () -> told.complete(null)));
    told.whenComplete((nothing, cancelled) -> inTime.cancel(false));
    return told;
  }

  @Override
  public void close() {
    store.close();
  }
}
