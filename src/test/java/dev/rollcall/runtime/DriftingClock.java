package dev.rollcall.runtime;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The two clocks of one process, which run faster or slower than time, as a test says. Thread-safe. */
final class DriftingClock implements LongSupplier, InstantSource {
  private final long originMillis = System.currentTimeMillis();
  private Hand monotonic;
  private Hand wall;

  /** A clock that showed {@code nanos} at {@code sinceNanos}, and runs so much faster than time from then on. */
  private record Hand(long sinceNanos, long nanos, double rate) {
    long at(long now) {
      return nanos + (long) ((now - sinceNanos) * rate);
    }
  }

  /** Both run as fast as time. */
  DriftingClock() {
    long now = System.nanoTime();
    monotonic = new Hand(now, now, 1);
    wall = new Hand(now, 0, 1);
  }

  /**
   * From now on the clocks run at these rates.
   *
   * @param ofMonotonic 0 for a machine that is suspended
   */
  synchronized void run(double ofMonotonic, double ofWall) {
    long now = System.nanoTime();
    monotonic = new Hand(now, monotonic.at(now), ofMonotonic);
    wall = new Hand(now, wall.at(now), ofWall);
  }

  @Override
  public synchronized long getAsLong() {
    return monotonic.at(System.nanoTime());
  }

  @Override
  public synchronized Instant instant() {
    return Instant.ofEpochMilli(originMillis + TimeUnit.NANOSECONDS.toMillis(wall.at(System.nanoTime())));
  }
}
