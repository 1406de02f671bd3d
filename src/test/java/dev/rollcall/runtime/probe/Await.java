package dev.rollcall.runtime.probe;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads are to bring about. */
final class Await {
  private static final long LIMIT_NANOS = 30_000_000_000L;
  private static final long PAUSE_NANOS = 1_000_000;

  private Await() {}

  /** Fails if it does not come about in half a minute. */
  static void until(String what, BooleanSupplier holds) {
    for (long begun = System.nanoTime(); !holds.getAsBoolean(); ) {
      if (System.nanoTime() - begun > LIMIT_NANOS) {
        fail("not within 30 s: " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
