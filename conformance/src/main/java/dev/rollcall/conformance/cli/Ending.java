package dev.rollcall.conformance.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What ends a node's process, as it comes. Thread-safe. */
final class Ending {
  /** A reason. */
  enum Reason { SIGNAL, SUPERSEDED, EVICTED, LEFT }

  private final BlockingQueue<Reason> reasons = new LinkedBlockingQueue<>();

  void signalled() {
    reasons.add(Reason.SIGNAL);
  }

  void superseded() {
    reasons.add(Reason.SUPERSEDED);
  }

  void evicted() {
    reasons.add(Reason.EVICTED);
  }

  void left() {
    reasons.add(Reason.LEFT);
  }

  /** The next reason, if there is one in time. Who is interrupted is to end. */
  Optional<Reason> await(Duration time) {
    try {
      return Optional.ofNullable(reasons.poll(time.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      return Optional.of(Reason.SIGNAL);
    }
  }
}
