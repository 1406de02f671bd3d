package dev.rollcall.conformance.operate;

import java.time.Duration;
import java.time.Instant;

/** Time as a command sees it and lets it pass. */
public interface Pace {
  /** Time as it passes. */
  Pace REAL = new Pace() {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public boolean pause(Duration time) {
      try {
        Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  };

  /** Monotonic nanoseconds. */
  long nanos();

  /** Wall-clock time, for people. */
  Instant now();

  /** Waits for so long; false if the command is to end. */
  boolean pause(Duration time);
}
