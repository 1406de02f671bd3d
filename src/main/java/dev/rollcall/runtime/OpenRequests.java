package dev.rollcall.runtime;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The futures that the application was given and that are not complete. Thread-safe. */
final class OpenRequests {
  private final String node;
  private final BooleanSupplier telling;
  private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param node for messages
   * @param telling whether the calling thread is in a call of the application's that the completion of futures waits for
   */
  OpenRequests(String node, BooleanSupplier telling) {
    this.node = node;
    this.telling = telling;
  }

  /** A future that completes where the listener is told: to wait for it there is refused. */
  <T> CompletableFuture<T> toldInOrder() {
    return opened(new ToldInOrder<>());
  }

  /** A future that completes anywhere. */
  <T> CompletableFuture<T> toldAnywhere() {
    return opened(new CompletableFuture<>());
  }

  @SuppressWarnings("CollectionUndefinedEquality") // A future is equal to itself alone, which is what is meant.
  private <T> CompletableFuture<T> opened(CompletableFuture<T> future) {
    open.add(future);
    future.whenComplete((value, failure) -> open.remove(future));
    if (closed) {
      cancel(future);
    }
    return future;
  }

  /** Completes all that are open, and from now on all at once. */
  void close() {
    closed = true;
    open.forEach(this::cancel);
  }

  /** Says that the member was closed, unless the future is complete already. */
  void cancel(CompletableFuture<?> future) {
    future.completeExceptionally(new CancellationException(node + " was closed"));
  }

  /** To wait for it where it is to be completed would never end; it and what depends on it say so instead. */
  private final class ToldInOrder<T> extends CompletableFuture<T> {
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new ToldInOrder<>();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
      requireOtherThread();
      return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException,
        ExecutionException, TimeoutException {
      requireOtherThread();
      return super.get(timeout, unit);
    }

    @Override
    public T join() {
      requireOtherThread();
      return super.join();
    }

    private void requireOtherThread() {
      if (!isDone() && telling.getAsBoolean()) {
        throw new IllegalStateException("a listener of " + node + " waits for a future that completes only after the "
            + "listener has returned. Do the rest in thenAccept or the like, or wait on another thread");
      }
    }
  }
}
