package dev.rollcall.runtime.probe;

import java.util.random.RandomGenerator;

/**
 * When a peer is probed: at moments that are drawn, so that the probes of many peers, or of many members that started
 * at once, do not come together. As thread-safe as its randomness.
 *
 * @param intervalNanos the longest pause
 */
record Pace(long intervalNanos, RandomGenerator jitter) {
  private static final long DRAWN_PART = 4;
  /** So at most 667 probes a second, which take a tenth of a processor. */
  static final long NANOS_PER_PEER = 2_000_000;

  /** The same, or slower where so many peers would take more of the processor. */
  Pace of(int peers) {
    return new Pace(Math.max(intervalNanos, peers * NANOS_PER_PEER), jitter);
  }

  /** How long to wait with the first probe of one of so many peers: short, since a candidate waits for the answers. */
  long firstPauseNanos(int peers) {
    return jitter.nextLong(peers * NANOS_PER_PEER);
  }

  /** From the beginning of a probe to that of the next: three quarters of the interval to all of it. */
  long pauseNanos() {
    return intervalNanos - jitter.nextLong(intervalNanos / DRAWN_PART + 1);
  }

  /** How long until a peer is asked again, if one answer does not decide: it has probed this process again by then. */
  long secondPauseNanos() {
    return intervalNanos / 2;
  }
}
