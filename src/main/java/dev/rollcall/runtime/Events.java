package dev.rollcall.runtime;

import dev.rollcall.MembershipListener;
import dev.rollcall.runtime.Complaint.Code;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the application, in order and one at a time, on threads that are not the member's. Thread-safe, and free of
 * locks: who adds the first of what waits also has it told.
 */
final class Events {
  /** So many calls may wait; then events of the membership, each of which holds a view, are left out. */
  static final int MOST_WAITING = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final Core core;
  private final MembershipListener listener;
  private final HandOff handOff;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger untold = new AtomicInteger();
  private final AtomicInteger missed = new AtomicInteger();
  private volatile Call call;

  /** A call of the application's that has not returned. */
  private record Call(Thread thread, String name, long sinceNanos) {}

  Events(Core core, HandOff handOff) {
    this.core = core;
    this.listener = core.around().listener();
    this.handOff = handOff;
  }

  /**
   * Tells the listener; or, where too much waits, tells it after that how many events it missed.
   *
   * @param name of the listener's method
   */
  void tell(String name, Consumer<MembershipListener> event) {
    if (untold.get() >= MOST_WAITING || missed.get() > 0 && untold.get() > 0) {
      if (missed.getAndIncrement() == 0) {
        LOG.warn("listener misses events node={} waiting={}", core.self(), untold);
      }
      if (untold.get() == 0) {
        // All was told at this very moment.
        tellMissed();
      }
      return;
    }
    tellMissed();
    tell(name, () -> event.accept(listener));
  }

  private void tellMissed() {
    int count = missed.getAndSet(0);
    if (count > 0) {
      tell("missed", () -> listener.missed(count));
    }
  }

  /** Calls a listener, of whatever kind. */
  void tell(String name, Runnable call) {
    core.metrics().event(name);
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
    if (untold.getAndIncrement() == 0) {
      handOff.add(this::tellAll);
    }
  }

  private void tellAll() {
    do {
      waiting.remove().run();
    } while (untold.decrementAndGet() > 0);
    tellMissed();
  }

  /** Catches all: whatever the application's code throws, others wait to be told. */
  private void guarded(String name, Runnable action) {
    try {
      call = new Call(Thread.currentThread(), name, core.now());
      action.run();
    } catch (Throwable e) {
      LOG.warn("listener failed event={}", name, e);
    } finally {
      call = null;
    }
  }

  /** Whether the calling thread is in a call of the application's, and so keeps all that is still to be told waiting. */
  boolean isTelling() {
    Call now = call;
    return now != null && now.thread == Thread.currentThread();
  }

  /** A call that has taken longer than a lease. Safe for any thread. */
  Optional<Complaint> complaint() {
    Call now = call;
    Duration taken = now == null ? Duration.ZERO : Duration.ofNanos(core.now() - now.sinceNanos);
    return taken.compareTo(core.context().config().leaseDuration()) <= 0 ? Optional.empty()
        : Optional.of(new Complaint(Code.LISTENER_BLOCKED, "the listener has been in " + now.name + " for "
            + taken.toMillis() + " ms; " + (untold.get() - 1) + " more calls wait"
            + (missed.get() == 0 ? "" : ", and " + missed + " events are left out")));
  }
}
