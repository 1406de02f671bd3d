package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come to hold, however busy the machine is. */
final class Await {
  /** Nothing that works takes so long. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long BETWEEN_LOOKS_NANOS = 2_000_000;

  private Await() {}

  static void until(String what, BooleanSupplier holds) {
    until(() -> what, holds);
  }

  /**
   * @param what is waited for, put into words only if it does not come
   */
  static void until(Supplier<String> what, BooleanSupplier holds) {
    within(PATIENCE, what, holds);
  }

  /** As {@link #until}, for what comes by itself after a longer time too. */
  static void within(Duration limit, Supplier<String> what, BooleanSupplier holds) {
    long end = System.nanoTime() + limit.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited in vain until " + what.get());
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  /** Lets so much time pass on the clock: for what must not happen, or only then. */
  static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    until("a clock goes on", () -> System.nanoTime() - end >= 0);
  }

  static <T> T result(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Waits without failing on an interrupt: the thread that waits is not the test's. */
  static void opened(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("opened in time").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
