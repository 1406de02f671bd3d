package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.protocol.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pauses grow with each failure, and begin again after a success. */
class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMillis(80);

  private final Backoff backoff = new Backoff(new RetryPolicy(10, FIRST, LONGEST, Duration.ZERO), () -> 0.5);

  @Test
  void pausesDoubleUpToTheLongest() {
    assertThat(backoff.next()).isEqualTo(FIRST.dividedBy(2));
    assertThat(backoff.next()).isEqualTo(FIRST);
    for (int i = 0; i < 100; i++) {
      backoff.next();
    }
    assertThat(backoff.next()).isEqualTo(LONGEST.dividedBy(2));
  }

  @Test
  void afterASuccessTheFirstPauseIsShortAgain() {
    for (int i = 0; i < 5; i++) {
      backoff.next();
    }
    backoff.reset();
    assertThat(backoff.next()).isEqualTo(FIRST.dividedBy(2));
  }
}
