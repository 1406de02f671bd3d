package dev.rollcall.runtime;

import dev.rollcall.MembershipListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the application, in order and one at a time, on threads that are not the member's. Thread-safe, and free of
 * locks: who adds the first of what waits also has it told.
 */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final MembershipListener listener;
  private final MemberMetrics metrics;
  private final Executor executor;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger untold = new AtomicInteger();

  Events(MembershipListener listener, MemberMetrics metrics, Executor executor) {
    this.listener = listener;
    this.metrics = metrics;
    this.executor = executor;
  }

  /**
   * Tells the listener.
   *
   * @param name of the listener's method
   */
  void tell(String name, Consumer<MembershipListener> event) {
    tell(name, () -> event.accept(listener));
  }

  /** Calls a listener, of whatever kind. */
  void tell(String name, Runnable call) {
    metrics.event(name);
    then(name, call);
  }

  /**
   * Does something after all that was told so far, such as completing a future that others wait for. Whatever it
   * throws is logged.
   *
   * @param name of it in the log
   */
  void then(String name, Runnable action) {
    waiting.add(() -> guarded(name, action));
    if (untold.getAndIncrement() > 0) {
      return;
    }
    try {
      executor.execute(this::tellAll);
    } catch (RuntimeException e) {
      // An executor that was shut down before its member: nobody is to wait for ever for a future.
      LOG.warn("the executor refuses; told on the member's thread", e);
      tellAll();
    }
  }

  private void tellAll() {
    do {
      waiting.remove().run();
    } while (untold.decrementAndGet() > 0);
  }

  /** Catches all: whatever the application's code throws, others wait to be told. */
  private static void guarded(String name, Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      LOG.warn("listener failed event={}", name, e);
    }
  }
}
