package dev.rollcall.runtime.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks hosts up where it may take long: in a few threads of its own, which are there only while there is something to
 * look up. Thread-safe.
 */
final class Resolver implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int QUEUED = 10_000;
  private static final long IDLE_SECONDS = 5;

  private final ProbeSurroundings.Names names;
  private final ThreadPoolExecutor executor;

  /**
   * @param threadName of each thread
   */
  Resolver(String threadName, ProbeSurroundings.Names names) {
    this.names = names;
    this.executor = new ThreadPoolExecutor(
        THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUED),
        task -> {
          Thread thread = new Thread(task, threadName);
          thread.setDaemon(true);
          return thread;
        },
        new ThreadPoolExecutor.AbortPolicy());
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Looks a host up.
   *
   * @param done called once, mostly by another thread, with its address if it has one and not far too many are asked
   *     for at once; perhaps never, once the resolver is closed
   */
  void lookUp(String host, Consumer<Optional<InetAddress>> done) {
    try {
      executor.execute(() -> done.accept(find(host)));
    } catch (RejectedExecutionException e) {
      done.accept(Optional.empty());
    }
  }

  private Optional<InetAddress> find(String host) {
    try {
      return Optional.of(names.lookUp(host));
    } catch (UnknownHostException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Does not wait for what is being looked up: the system cannot be interrupted in it. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
