package dev.rollcall.runtime;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When something is to be done next, on the process's monotonic clock. Not thread-safe. */
final class Alarm {
  /** What {@link #left} says of an alarm that is off, and a duty that waits for something else than time. */
  static final long NEVER = Long.MAX_VALUE;

  /** Half of what the clock can count, so that differences do not overflow; longer than anybody waits. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final LongSupplier clock;
  private boolean set;
  private long atNanos;

  Alarm(LongSupplier clock) {
    this.clock = clock;
  }

  void in(Duration time) {
    at(clock.getAsLong(), time);
  }

  /** Goes off so long after an instant of the clock that may be past. */
  void at(long sinceNanos, Duration time) {
    set = true;
    atNanos = sinceNanos + (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
  }

  void now() {
    in(Duration.ZERO);
  }

  void off() {
    set = false;
  }

  boolean isSet() {
    return set;
  }

  boolean isDue() {
    return set && left() == 0;
  }

  /** How long ago it went off. */
  Duration past() {
    return Duration.ofNanos(clock.getAsLong() - atNanos);
  }

  /** Nanoseconds until it goes off; 0 if that is past. */
  long left() {
    return set ? Math.max(0, atNanos - clock.getAsLong()) : NEVER;
  }
}
