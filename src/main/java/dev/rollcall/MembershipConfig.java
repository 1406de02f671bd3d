package dev.rollcall;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * The settings that decide what is safe. Nodes of a cluster may differ in their leases: each watches another for as long
 * as that node's own lease takes. Immutable.
 *
 * @param leaseDuration how long a successful heartbeat entitles its node to act, on the node's own
 *     monotonic clock, counted from before the heartbeat began
 * @param failureTimeout how long, at least, a node must have watched another's heartbeat counter stay the same
 *     before it may call it silent
 * @param maxDrift how much faster one clock may run than another, as a fraction: 0.01 is one percent
 * @param lookGap the longest pause between two looks at a counter that still counts as watching, for a process that has
 *     no lease; the watch of one that has lasts as long as its lease is renewed in time
 * @param votes suspicions wanted before a node may be failed; fewer do where half of the Active and Joining nodes
 *     are fewer
 * @param successors how many other living nodes each watches: those that follow it on the ring of ids; besides them,
 *     the primary
 */
public record MembershipConfig(
    Duration leaseDuration, Duration failureTimeout, double maxDrift, Duration lookGap, int votes, int successors) {

  /**
   * What clock readings may be off by. Three clocks count, the watched node's two and the watcher's monotonic one, and
   * the time between two readings of one is less than a millisecond off: wall clocks show milliseconds, monotonic
   * clocks tick no more coarsely.
   */
  public static final Duration MARGIN = Duration.ofMillis(3);

  private static final Duration LONGEST_TOLERANCE = Duration.ofSeconds(1);
  private static final Duration TENFOLD_TOLERANCE = LONGEST_TOLERANCE.multipliedBy(10);

  /** Lease 10 s, silence after 15 s, clocks that drift by at most 1 %, one vote, each watches four others. */
  public static final MembershipConfig DEFAULT =
      new MembershipConfig(Duration.ofSeconds(10), Duration.ofSeconds(15), 0.01, Duration.ofSeconds(10), 1, 4);

  /**
   * @throws IllegalArgumentException if the settings do not make "silent" imply "lease over", or let a dead node
   *     lack votes forever, naming the setting, its value and the bound it breaks
   */
  public MembershipConfig {
    requirePositive("leaseDuration", leaseDuration);
    requirePositive("failureTimeout", failureTimeout);
    requirePositive("lookGap", lookGap);
    require(maxDrift >= 0 && maxDrift < 1, "maxDrift", maxDrift, "at least 0 and below 1");
    Duration leaseOver = leaseOver(leaseDuration, maxDrift);
    require(failureTimeout.compareTo(leaseOver) >= 0, "failureTimeout", failureTimeout,
        "at least (leaseDuration + tolerance for suspension) * (1 + maxDrift) + margin = (" + leaseDuration + " + "
            + suspensionTolerance(leaseDuration) + ") * (1 + " + maxDrift + ") + " + MARGIN + " = " + leaseOver
            + ", or a live node could be called silent");
    require(lookGap.compareTo(failureTimeout) <= 0, "lookGap", lookGap,
        "at most failureTimeout = " + failureTimeout + ", or a single look could end a watch");
    require(votes >= 1, "votes", votes, "at least 1");
    require(successors >= votes, "successors", successors,
        "at least votes = " + votes + ", or a dead node is watched by too few to be failed");
  }

  /**
   * How long one transaction of the protocol may take, at least a millisecond: a third of a lease, so that a heartbeat
   * whose first transaction hangs can be tried again while the lease still holds.
   */
  public Duration stepTimeout() {
    return Duration.ofNanos(Math.max(1_000_000, leaseDuration.toNanos() / 3));
  }

  /**
   * How long a node must be watched before it is silent: the failure timeout, or longer if the node's lease is.
   *
   * @param lease how long the watched node's leases last, on its own clock
   * @throws IllegalArgumentException if the lease is null, not positive or longer than nanoseconds can count
   */
  public Duration silenceAfter(Duration lease) {
    requirePositive("the watched node's leaseDuration", lease);
    Duration leaseOver = leaseOver(lease, maxDrift);
    return leaseOver.compareTo(failureTimeout) > 0 ? leaseOver : failureTimeout;
  }

  /**
   * How far a node's wall clock may run ahead of its monotonic one before its lease ends, since wall clocks are adjusted:
   * a second, or a tenth of a shorter lease. A machine may be suspended for so long and its lease lives on, so others
   * wait for so much longer; they know it, because the node's record states the lease's duration.
   */
  public static Duration suspensionTolerance(Duration leaseDuration) {
    // Asked whenever a lease is: Duration.dividedBy would take far longer than all else.
    return leaseDuration.compareTo(TENFOLD_TOLERANCE) < 0
        ? Duration.ofNanos(leaseDuration.toNanos() / 10) : LONGEST_TOLERANCE;
  }

  /**
   * When such a lease is over on any other clock, even if its machine was suspended for as long as the lease tolerates;
   * as long as nanoseconds can count if it takes longer.
   */
  private static Duration leaseOver(Duration lease, double maxDrift) {
    BigDecimal nanos = BigDecimal.valueOf(lease.toNanos())
        .add(BigDecimal.valueOf(suspensionTolerance(lease).toNanos()));
    BigDecimal drifted = nanos.multiply(BigDecimal.ONE.add(BigDecimal.valueOf(maxDrift)));
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE - MARGIN.toNanos());
    return Duration.ofNanos(drifted.min(most).setScale(0, RoundingMode.CEILING).longValueExact()).plus(MARGIN);
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

  private static void requirePositive(String setting, Duration value) {
    require(value != null && !value.isNegative() && !value.isZero(), setting, value, "positive");
    require(value.compareTo(Duration.ofNanos(Long.MAX_VALUE)) <= 0, setting, value,
        "at most " + Duration.ofNanos(Long.MAX_VALUE) + ", the longest time that nanoseconds can count");
  }

  private static void require(boolean holds, String setting, Object value, String bound) {
    if (!holds) {
      throw new IllegalArgumentException(setting + " is " + value + ", but must be " + bound);
    }
  }
}
