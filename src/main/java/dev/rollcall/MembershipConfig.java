package dev.rollcall;

import java.time.Duration;

/**
 * The settings every node of a cluster shares. Immutable.
 *
 * @param leaseDuration how long a successful heartbeat entitles its node to act, on the node's own
 *     monotonic clock, counted from before the heartbeat began
 * @param failureTimeout how long a node must have watched another's heartbeat counter stay the same
 *     before it may call it silent
 * @param maxDrift how much faster one clock may run than another, as a fraction: 0.01 is one percent
 * @param lookGap the longest pause between two looks at the counters that still counts as watching
 * @param votes suspicions wanted before a node may be failed; fewer do where half of the active nodes
 *     are fewer
 * @param successors how many other nodes each watches: those that follow it on the ring of ids; besides them, the
 *     primary
 */
public record MembershipConfig(
    Duration leaseDuration, Duration failureTimeout, double maxDrift, Duration lookGap, int votes, int successors) {

  /** Lease 10 s, silence after 15 s, clocks that drift by at most 1 %, one vote, each watches four others. */
  public static final MembershipConfig DEFAULT =
      new MembershipConfig(Duration.ofSeconds(10), Duration.ofSeconds(15), 0.01, Duration.ofSeconds(10), 1, 4);

  /**
   * @throws IllegalArgumentException if the settings do not make "silent" imply "lease over", or let a dead node
   *     lack votes for ever, naming the setting and the bound it breaks
   */
  public MembershipConfig {
    require(!leaseDuration.isNegative() && !leaseDuration.isZero(), "leaseDuration", leaseDuration, "positive");
    require(maxDrift >= 0 && maxDrift < 1, "maxDrift", maxDrift, "at least 0 and below 1");
    require(failureTimeout.toNanos() > leaseDuration.toNanos() * (1 + maxDrift), "failureTimeout", failureTimeout,
        "longer than leaseDuration * (1 + maxDrift), or a live node could be called silent");
    require(lookGap.compareTo(failureTimeout) <= 0 && lookGap.toNanos() > 0, "lookGap", lookGap,
        "positive and no longer than failureTimeout");
    require(votes >= 1, "votes", votes, "at least 1");
    require(successors >= 1 && successors >= 2L * (votes - 1), "successors", successors,
        "at least 1 and at least 2 * (votes - 1), or a dead node may be watched by too few to be failed");
  }

  /**
   * How long one transaction of the protocol may take, at least a millisecond: a third of a lease, so that a heartbeat
   * whose first transaction hangs can be tried again while the lease still holds.
   */
  public Duration stepTimeout() {
    return Duration.ofNanos(Math.max(1_000_000, leaseDuration.toNanos() / 3));
  }

  /**
   * @throws IllegalArgumentException if there are too few successors for so many votes; then set those first
   */
  public MembershipConfig withVotes(int votes) {
    return new MembershipConfig(leaseDuration, failureTimeout, maxDrift, lookGap, votes, successors);
  }

  /**
   * @throws IllegalArgumentException if these are too few for the votes
   */
  public MembershipConfig withSuccessors(int successors) {
    return new MembershipConfig(leaseDuration, failureTimeout, maxDrift, lookGap, votes, successors);
  }

  private static void require(boolean holds, String setting, Object value, String bound) {
    if (!holds) {
      throw new IllegalArgumentException(setting + " is " + value + ", but must be " + bound);
    }
  }
}
