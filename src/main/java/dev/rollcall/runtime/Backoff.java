package dev.rollcall.runtime;

import dev.rollcall.protocol.RetryPolicy;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before trying again what failed for a reason that may pass. Not thread-safe. */
final class Backoff {
  private static final int ENOUGH_DOUBLING = 30;

  private final RetryPolicy policy;
  private final DoubleSupplier random;
  private int failures;

  Backoff(RetryPolicy policy, DoubleSupplier random) {
    this.policy = policy;
    this.random = random;
  }

  Duration next() {
    failures = Math.min(failures + 1, ENOUGH_DOUBLING);
    return policy.pause(failures, random.getAsDouble());
  }

  void reset() {
    failures = 0;
  }
}
