package dev.rollcall.protocol;

import java.time.Duration;

/**
 * The right to act, on the process's own monotonic clock. It runs from the instant before the heartbeat
 * that earned it began, so it ends here no later than anyone else may take it to have ended. Immutable.
 *
 * <p>TLA+: {@code heartbeatReceived}.
 *
 * @param granted whether there ever was one
 * @param sinceNanos when the heartbeat that earned it began
 * @param duration how long it lasts
 */
public record Lease(boolean granted, long sinceNanos, Duration duration) {
  /** No lease. */
  public static final Lease NONE = new Lease(false, 0, Duration.ZERO);

  public static Lease from(long sinceNanos, Duration duration) {
    return new Lease(true, sinceNanos, duration);
  }

  public boolean isLive(long nowNanos) {
    return granted && nowNanos - sinceNanos < duration.toNanos();
  }

  /** How many nanoseconds it still lasts; 0 if it is over. */
  public long leftNanos(long nowNanos) {
    return isLive(nowNanos) ? duration.toNanos() - (nowNanos - sinceNanos) : 0;
  }
}
