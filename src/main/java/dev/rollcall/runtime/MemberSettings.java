package dev.rollcall.runtime;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.RetryPolicy;
import java.time.Duration;

/**
 * How often a member does what. Unlike {@link MembershipConfig}, members of one cluster may differ in these: they bear on
 * how soon something happens, never on whether it is safe. Immutable.
 *
 * @param heartbeatInterval from one heartbeat to the next
 * @param lookInterval from one look at the heartbeats of others to the next
 * @param refreshInterval how long a lost watch may hide a change of view or primary
 * @param electionSlot what each candidate waits for those before it in the order of succession
 * @param drainTimeout how long a member that leaves waits for what it has to drain
 * @param rejoin whether a member that was failed joins again, as a new incarnation; else it stays out until asked to join
 * @param forgetAfter how long a primary keeps the record of a node that it has seen Failed, and what a node that has left
 *     leaves in the store
 * @param rejoinDelay the longest time that a node waits before it joins again. A node that fails more than three times,
 *     each within twice this time of the last, waits a failure timeout, then twice as long each time; zero for never
 */
public record MemberSettings(
    Duration heartbeatInterval, Duration lookInterval, Duration refreshInterval, Duration electionSlot,
    Duration drainTimeout, boolean rejoin, Duration forgetAfter, Duration rejoinDelay) {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if a duration is null or not positive, or one that is calculated with is longer than
   *     nanoseconds can count, naming the setting and its value
   */
  public MemberSettings {
    requireCountable("heartbeatInterval", heartbeatInterval);
    requireCountable("lookInterval", lookInterval);
    requirePositive("refreshInterval", refreshInterval);
    requireCountable("electionSlot", electionSlot);
    requirePositive("drainTimeout", drainTimeout);
    requirePositive("forgetAfter", forgetAfter);
    if (!Duration.ZERO.equals(rejoinDelay)) {
      requireCountable("rejoinDelay", rejoinDelay);
    }
  }

  /**
   * What suits a cluster: four heartbeats a lease and as many looks, a re-read every lease, slots of a hundredth of a
   * lease, a minute to drain, joining again after at most five minutes, and a day until a Failed node is forgotten.
   */
  public static MemberSettings of(MembershipConfig config) {
    Duration lease = config.leaseDuration();
    Duration quarter = lease.dividedBy(4);
    Duration look = quarter.compareTo(config.lookGap().dividedBy(2)) < 0 ? quarter : config.lookGap().dividedBy(2);
    return new MemberSettings(quarter, look, lease, lease.dividedBy(100), Duration.ofMinutes(1), true,
        Duration.ofDays(1), Duration.ofMinutes(5));
  }

  /**
   * These settings, if they fit the cluster's.
   *
   * @throws IllegalArgumentException if a member that keeps to them would lose its lease, or its watch, by itself
   */
  MemberSettings checkedAgainst(MembershipConfig config) {
    if (heartbeatInterval.multipliedBy(2).compareTo(config.leaseDuration()) > 0) {
      throw new IllegalArgumentException("heartbeatInterval is " + heartbeatInterval + ", but must be at most "
          + "leaseDuration / 2 = " + config.leaseDuration() + " / 2 = " + config.leaseDuration().dividedBy(2)
          + ", or one late heartbeat ends the lease");
    }
    if (lookInterval.multipliedBy(2).compareTo(config.lookGap()) > 0) {
      throw new IllegalArgumentException("lookInterval is " + lookInterval + ", but must be at most lookGap / 2 = "
          + config.lookGap() + " / 2 = " + config.lookGap().dividedBy(2)
          + ", or one late look makes the watch begin again");
    }
    return this;
  }

  /**
   * How long a cluster can be without a primary after the primary's process was killed.
   *
   * <p>A look sees its last heartbeat at most a look interval after it, and the watch runs from that look's end. As soon
   * as the failure timeout is over, the process looks again and finds the node silent. It suspects the node and tries to
   * fail it. All whose votes are wanted look in that time, and the last of them succeeds: so it takes one look interval,
   * however many votes are wanted.
   *
   * <p>The rest is counted in slots: at most half of one until the first in the order of succession tries, and a
   * quarter of one for each of thirteen steps. Those are the last heartbeat, which may be under way when the process is
   * killed; two looks; suspicion, failing and election; being told of the new view, reading and adopting it; and four
   * times a step, or a late wake-up, that a member is in when a look, the view or the election is due.
   *
   * <p>It holds if no step takes longer than that, no watch is lost, no lease is longer than this member's, the cluster
   * keeps its quorum, and those who watch and the first successor live, hold their leases and have no complaints. Each of
   * the first successors that is gone too costs a slot more. Those who watch are the members before the primary on the
   * ring of ids, as many as the cluster has {@code successors}; where too few of them live, the others fail the primary up
   * to three looks later.
   */
  public Duration failoverBound(MembershipConfig config) {
    return config.failureTimeout().plus(lookInterval).plus(electionSlot.multipliedBy(4));
  }

  /**
   * How long a cluster can take to be whole again once the network and the store are well: it has one primary under a
   * live lease, no running process is Joining or Leaving, no dead node is in the view, and every placed actor runs. Any
   * number of processes may be dead for good, if as many run as votes are wanted.
   *
   * <p>It takes two failure timeouts, one after the other. In the first, a process that started again watches the record
   * that its earlier process left. It sees the latest heartbeat there within a look interval, and takes the record over
   * and joins as soon as the timeout is over. In the second, it watches all other nodes, from the first look on. A
   * process that ran all the time watches fewer, and begins to watch the others as soon as the first timeout shows it
   * that too many of the few are dead. So after the second timeout as many processes as votes are wanted have watched
   * each dead node: all of these are doomed, and the running processes are the council.
   *
   * <p>Those that found the dead nodes silent fail them at once. A primary is elected, as in {@link #failoverBound}, if
   * there is none yet, and moves actors at once; one that is in office already moves them within a look interval. Within
   * that interval a leaving process sees that its actors have moved, too. A step that had to wait for another is tried
   * again after a backoff.
   *
   * <p>So that is two failure timeouts, two look intervals, the longest backoff, and the slots of {@link #failoverBound}.
   * It holds if no step takes longer than a quarter of a slot and no watch is lost; members have the same settings; the
   * first in the order of succession is not leaving, which costs a slot for each that is; and each dead node
   * is among the 64 that follow as many running ones on the ring as votes are wanted: what lies behind takes a failure
   * timeout more for each 64. Where peers are probed, the interval and timeout of probes come on top.
   */
  public Duration recoveryBound(MembershipConfig config) {
    return config.failureTimeout().plus(lookInterval).multipliedBy(2)
        .plus(RetryPolicy.within(config).longestPause()).plus(electionSlot.multipliedBy(4));
  }

  public MemberSettings withHeartbeatInterval(Duration interval) {
    return new MemberSettings(
        interval, lookInterval, refreshInterval, electionSlot, drainTimeout, rejoin, forgetAfter, rejoinDelay);
  }

  public MemberSettings withLookInterval(Duration interval) {
    return new MemberSettings(
        heartbeatInterval, interval, refreshInterval, electionSlot, drainTimeout, rejoin, forgetAfter, rejoinDelay);
  }

  public MemberSettings withRefreshInterval(Duration interval) {
    return new MemberSettings(
        heartbeatInterval, lookInterval, interval, electionSlot, drainTimeout, rejoin, forgetAfter, rejoinDelay);
  }

  public MemberSettings withDrainTimeout(Duration timeout) {
    return new MemberSettings(
        heartbeatInterval, lookInterval, refreshInterval, electionSlot, timeout, rejoin, forgetAfter, rejoinDelay);
  }

  public MemberSettings withRejoin(boolean rejoin) {
    return new MemberSettings(
        heartbeatInterval, lookInterval, refreshInterval, electionSlot, drainTimeout, rejoin, forgetAfter, rejoinDelay);
  }

  public MemberSettings withForgetAfter(Duration time) {
    return new MemberSettings(
        heartbeatInterval, lookInterval, refreshInterval, electionSlot, drainTimeout, rejoin, time, rejoinDelay);
  }

  public MemberSettings withRejoinDelay(Duration longest) {
    return new MemberSettings(
        heartbeatInterval, lookInterval, refreshInterval, electionSlot, drainTimeout, rejoin, forgetAfter, longest);
  }

  private static void requireCountable(String setting, Duration value) {
    requirePositive(setting, value);
    if (value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(setting + " is " + value + ", but must be at most " + LONGEST
          + ", the longest time that nanoseconds can count");
    }
  }

  private static void requirePositive(String setting, Duration value) {
    if (value == null || value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(setting + " is " + value + ", but must be positive");
    }
  }
}
