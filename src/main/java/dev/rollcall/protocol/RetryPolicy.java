package dev.rollcall.protocol;

import dev.rollcall.MembershipConfig;
import java.time.Duration;

/**
 * How often, and for how long, a step is tried whose transaction met another's or did not reach the store. Never
 * without end: what cannot be done in time is decided anew by whoever wanted it. Immutable.
 *
 * @param attempts the most transactions, the first included
 * @param firstPause the longest pause after the first attempt; it doubles with each
 * @param longestPause where the doubling ends
 * @param deadline no attempt begins later than this after the first
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause, Duration deadline) {

  /**
   * @throws IllegalArgumentException if there is no attempt, or a pause or the deadline is negative
   */
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is " + attempts + ", but must be at least 1");
    }
    if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0 || deadline.isNegative()) {
      throw new IllegalArgumentException("firstPause " + firstPause + ", longestPause " + longestPause
          + " and deadline " + deadline + " must be in 0 <= firstPause <= longestPause, 0 <= deadline");
    }
  }

  /**
   * Up to 10 attempts, with pauses from 5 ms to a tenth of a lease, begun within two thirds of a lease. As each
   * attempt may take a third, all is over within one lease.
   */
  public static RetryPolicy within(MembershipConfig config) {
    Duration lease = config.leaseDuration();
    Duration longest = lease.dividedBy(10);
    Duration first = longest.compareTo(Duration.ofMillis(5)) < 0 ? longest : Duration.ofMillis(5);
    return new RetryPolicy(10, first, longest, lease.minus(config.stepTimeout()));
  }

  /**
   * The same with a longer pause in the end.
   *
   * @throws IllegalArgumentException if it is shorter than the first pause
   */
  public RetryPolicy withLongestPause(Duration longest) {
    return new RetryPolicy(attempts, firstPause, longest, deadline);
  }

  /**
   * How long to wait before the next attempt. Pauses are spread over the whole span, so that those who met once do
   * not meet again.
   *
   * @param made the attempts made so far, at least 1
   * @param random from 0 (inclusive) to 1 (exclusive)
   */
  public Duration pause(int made, double random) {
    double doubled = firstPause.toNanos() * Math.pow(2, made - 1.0);
    return Duration.ofNanos((long) (Math.min(doubled, (double) longestPause.toNanos()) * random));
  }
}
