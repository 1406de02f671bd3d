package dev.rollcall.runtime.probe;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Looks hosts up where it may take long: in a few threads of its own, which are there only while there is something to
 * look up. Thread-safe.
 */
final class Resolver implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int QUEUED = 10_000;
  private static final long IDLE_SECONDS = 5;

  private final ProbeSurroundings.Names names;
  private final LongSupplier clock;
  private final Duration timeout;
  private final ThreadPoolExecutor executor;
  private final Map<Thread, Long> begunNanos = new ConcurrentHashMap<>();
  private volatile Optional<Throwable> refusal = Optional.empty();

  /**
   * @param threadName of each thread
   * @param timeout after which nobody waits for an address any more
   */
  Resolver(String threadName, ProbeSurroundings.Names names, LongSupplier clock, Duration timeout) {
    this.names = names;
    this.clock = clock;
    this.timeout = timeout;
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
   * @param done called once, mostly by another thread, with its address if it has one, a thread can be made and not far
   *     too many are asked for at once; perhaps never, once the resolver is closed
   */
  void lookUp(String host, Consumer<Optional<InetAddress>> done) {
    try {
      executor.execute(() -> done.accept(find(host)));
      refusal = Optional.empty();
    } catch (Throwable e) {
      refusal = Optional.of(e);
      done.accept(Optional.empty());
    }
  }

  /** Whatever goes wrong, the host has not been found: it is to be looked up again. */
  private Optional<InetAddress> find(String host) {
    begunNanos.put(Thread.currentThread(), clock.getAsLong());
    try {
      return Optional.of(names.lookUp(host));
    } catch (Throwable e) {
      return Optional.empty();
    } finally {
      begunNanos.remove(Thread.currentThread());
    }
  }

  /** Why no host can be looked up; empty if that is not so. */
  Optional<String> complaint() {
    long now = clock.getAsLong();
    long late = begunNanos.values().stream().filter(begun -> now - begun > timeout.toNanos()).count();
    return refusal.map(thrown -> "no host can be looked up: " + thrown).or(() -> late < THREADS ? Optional.empty()
        : Optional.of("no host can be looked up: all " + THREADS + " threads have waited for more than " + timeout
            + ", and " + executor.getQueue().size() + " hosts wait"));
  }

  /** Does not wait for what is being looked up: the system cannot be interrupted in it. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
