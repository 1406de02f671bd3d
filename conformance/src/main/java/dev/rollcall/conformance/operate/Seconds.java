package dev.rollcall.conformance.operate;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Durations as people give and read them, in seconds: 4, 0.5. */
public final class Seconds {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
  private static final BigDecimal LONGEST = BigDecimal.valueOf(1_000_000);

  private Seconds() {}

  /**
   * A number of seconds, not negative and no more than a million.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Duration parse(String text) {
    BigDecimal seconds;
    try {
      seconds = new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a number of seconds", e);
    }
    if (seconds.signum() < 0 || seconds.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("'" + text + "' is not from 0 to " + LONGEST + " seconds");
    }
    return Duration.ofNanos(seconds.multiply(NANOS).longValue());
  }

  /** With one decimal, whatever the locale. */
  public static String text(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
  }

  /** With milliseconds, for JSON. */
  static double number(Duration time) {
    return time.toMillis() / 1e3;
  }
}
