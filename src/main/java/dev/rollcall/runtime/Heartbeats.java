package dev.rollcall.runtime;

import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import java.time.Duration;

/**
 * Keeps the lease by heartbeats. While the store cannot be reached they are tried again and again, ever more slowly: the
 * first that succeeds ends the outage for all other duties too. TLA+: {@code SendHeartbeat}.
 */
final class Heartbeats implements Duty {
  private static final Duration NONE_BEFORE = Duration.ZERO;

  private final Core core;
  private final Alarm alarm;
  private final Backoff backoff;
  private boolean beaten;
  private boolean asking;
  private boolean failed;
  private boolean hadLease;
  private long lastNanos;

  Heartbeats(Core core) {
    this.core = core;
    this.alarm = core.alarm();
    this.backoff = core.backoff();
  }

  @Override
  public long run() {
    if (!core.process().isRunning() || core.isExpelled()) {
      alarm.off();
      beaten = false;
      asking = false;
      hadLease = false;
      return Alarm.NEVER;
    }
    if (!alarm.isSet()) {
      alarm.in(core.upTo(core.settings().heartbeatInterval()));
    }
    boolean hasLease = core.hasLease();
    if (hadLease && !hasLease) {
      // The machine may have been suspended while this clock stood still.
      alarm.now();
    }
    hadLease = hasLease;
    if (!core.steps().isStoreReachable() && !asking) {
      // Others wait to hear that the store is back.
      asking = true;
      failed = true;
      alarm.in(backoff.next());
    }
    if (alarm.isDue()) {
      long began = core.now();
      core.take("SendHeartbeat", outcome -> ended(began, outcome));
    }
    return alarm.left();
  }

  private void ended(long began, StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      long now = core.now();
      core.check().beat(beaten ? Duration.ofNanos(began - lastNanos) : NONE_BEFORE, Duration.ofNanos(now - began));
      beaten = true;
      asking = false;
      lastNanos = began;
      backoff.reset();
      Duration interval = core.settings().heartbeatInterval();
      alarm.at(began, failed ? core.upTo(interval) : interval);
      failed = false;
    } else if (outcome.isRefused(Refusal.NOT_IN_THIS_STATE)) {
      core.expelled(true);
    } else {
      failed = true;
      alarm.in(backoff.next());
    }
  }
}
