package dev.rollcall.conformance.demo;

import dev.rollcall.conformance.operate.Pace;
import java.time.Duration;

/** How fast the demonstration goes. Immutable. */
public final class Tempo {
  private static final Duration TO_NOTICE = Duration.ofMillis(700);
  private static final Duration A_CHARACTER = Duration.ofMillis(9);

  private final Pace pace;
  private final double speed;

  private Tempo(Pace pace, double speed) {
    this.pace = pace;
    this.speed = speed;
  }

  /** Waits for nothing. */
  public static Tempo fast() {
    return new Tempo(Pace.REAL, Double.POSITIVE_INFINITY);
  }

  /**
   * Waits, also for readers.
   *
   * @param speed seconds of virtual time that a second of real time shows; positive
   */
  public static Tempo of(Pace pace, double speed) {
    return new Tempo(pace, speed);
  }

  void read(String text) {
    if (Double.isFinite(speed)) {
      pace.pause(TO_NOTICE.plus(A_CHARACTER.multipliedBy(text.length())));
    }
  }

  void pass(Duration virtual) {
    if (Double.isFinite(speed)) {
      pace.pause(Duration.ofNanos((long) (virtual.toNanos() / speed)));
    }
  }
}
