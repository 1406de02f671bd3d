package dev.rollcall.protocol;

import dev.rollcall.MembershipConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The right to act, on the process's own clocks. It runs from the instant before the heartbeat that earned it began, so
 * it ends here no later than anyone else may take it to have ended. Immutable.
 *
 * <p>The monotonic clock may stand still while a machine is suspended, and others' clocks do not. So a wall clock that
 * ran ahead of the monotonic one by more than {@linkplain MembershipConfig#suspensionTolerance the tolerance} since the
 * heartbeat ends the lease too. A wall clock that is set back or runs slowly changes nothing.
 *
 * <p>TLA+: {@code heartbeatReceived}.
 *
 * @param granted whether there ever was one
 * @param since when the heartbeat that earned it began
 * @param duration how long it lasts
 */
public record Lease(boolean granted, ClockReading since, Duration duration) {
  /** No lease. */
  public static final Lease NONE = new Lease(false, new ClockReading(0, 0), Duration.ZERO);

  public static Lease from(ClockReading since, Duration duration) {
    return new Lease(true, since, duration);
  }

  public boolean isLive(ClockReading now) {
    return granted && now.nanos() - since.nanos() < duration.toNanos() && !wasSuspended(now);
  }

  private boolean wasSuspended(ClockReading now) {
    long tolerated = now.nanos() - since.nanos() + MembershipConfig.suspensionTolerance(duration).toNanos();
    return TimeUnit.MILLISECONDS.toNanos(now.wallMillis() - since.wallMillis()) > tolerated;
  }

  /** How many nanoseconds it still lasts, if the machine is not suspended meanwhile; 0 if it is over. */
  public long leftNanos(ClockReading now) {
    return isLive(now) ? duration.toNanos() - (now.nanos() - since.nanos()) : 0;
  }
}
