package dev.rollcall.conformance.timing;

import dev.rollcall.protocol.ClockReading;
import java.time.Instant;

/** Clocks that show given moments, one after the other, and the last from then on. Not thread-safe. */
final class ScriptedClocks {
  private final ClockReading[] moments;
  private final boolean wallClockGoes;
  private int next;
  private ClockReading shown;

  ScriptedClocks(ClockReading[] moments, boolean wallClockGoes) {
    this.moments = moments;
    this.wallClockGoes = wallClockGoes;
    this.shown = moments[0];
  }

  /** The monotonic clock at the next moment. Production reads it first. */
  long nanos() {
    shown = moments[Math.min(next, moments.length - 1)];
    next++;
    return shown.nanos();
  }

  /** The wall clock at the same moment. */
  Instant wall() {
    return Instant.ofEpochMilli(wallClockGoes ? shown.wallMillis() : 0);
  }
}
