package dev.rollcall.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/**
 * The seeds of randomized tests: a fixed one and a fresh one, or only that of
 * {@code -Drollcall.seed=N}, which repeats a failure.
 */
public final class Seeds {

  private Seeds() {}

  /** For {@code @MethodSource("dev.rollcall.store.Seeds#seeds")}. */
  public static LongStream seeds() {
    Long given = Long.getLong("rollcall.seed");
    return given != null ? LongStream.of(given) : LongStream.of(1, ThreadLocalRandom.current().nextInt(1 << 30));
  }

  /** Prints how to repeat a run with {@code seed}, and returns that for failure messages. */
  public static String announce(String test, long seed) {
    String line = test + ": seed " + seed + ", repeat with -Drollcall.seed=" + seed;
    System.out.println(line);
    return line;
  }
}
