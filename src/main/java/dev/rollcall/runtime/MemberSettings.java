package dev.rollcall.runtime;

import dev.rollcall.MembershipConfig;
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
 * @param rejoin whether a member that was failed joins anew, as a new incarnation; else it stays out until asked to join
 */
public record MemberSettings(
    Duration heartbeatInterval, Duration lookInterval, Duration refreshInterval, Duration electionSlot,
    Duration drainTimeout, boolean rejoin) {

  /**
   * @throws IllegalArgumentException if a duration is not positive, naming it
   */
  public MemberSettings {
    requirePositive("heartbeatInterval", heartbeatInterval);
    requirePositive("lookInterval", lookInterval);
    requirePositive("refreshInterval", refreshInterval);
    requirePositive("electionSlot", electionSlot);
    requirePositive("drainTimeout", drainTimeout);
  }

  /**
   * What suits a cluster: four heartbeats a lease and as many looks, a re-read every lease, slots of a hundredth of a
   * lease, a minute to drain, and joining anew.
   */
  public static MemberSettings of(MembershipConfig config) {
    Duration lease = config.leaseDuration();
    Duration quarter = lease.dividedBy(4);
    Duration look = quarter.compareTo(config.lookGap().dividedBy(2)) < 0 ? quarter : config.lookGap().dividedBy(2);
    return new MemberSettings(quarter, look, lease, lease.dividedBy(100), Duration.ofMinutes(1), true);
  }

  /**
   * These settings, if they fit the cluster's.
   *
   * @throws IllegalArgumentException if a member that keeps to them would lose its lease, or its watch, by itself
   */
  MemberSettings checkedAgainst(MembershipConfig config) {
    if (heartbeatInterval.multipliedBy(2).compareTo(config.leaseDuration()) > 0) {
      throw new IllegalArgumentException("heartbeatInterval is " + heartbeatInterval + ", but must be at most half of "
          + "leaseDuration " + config.leaseDuration() + ", or one late heartbeat ends the lease");
    }
    if (lookInterval.multipliedBy(2).compareTo(config.lookGap()) > 0) {
      throw new IllegalArgumentException("lookInterval is " + lookInterval + ", but must be at most half of lookGap "
          + config.lookGap() + ", or one late look makes the watch begin anew");
    }
    return this;
  }

  /**
   * How long a cluster that keeps its quorum and its store can be without a primary after the primary's process was
   * killed, if no step takes longer than a slot: its last heartbeat has to be seen (one look) and watched for the
   * failure timeout (found out one look later), said by as many as must (a look, if more than one), and the first
   * candidate in the order of succession has to be elected (its slot, and one for each of the steps before).
   */
  public Duration failoverBound(MembershipConfig config) {
    int looks = config.votes() > 1 ? 3 : 2;
    return config.failureTimeout().plus(lookInterval.multipliedBy(looks)).plus(electionSlot.multipliedBy(3));
  }

  public MemberSettings withHeartbeatInterval(Duration interval) {
    return new MemberSettings(interval, lookInterval, refreshInterval, electionSlot, drainTimeout, rejoin);
  }

  public MemberSettings withLookInterval(Duration interval) {
    return new MemberSettings(heartbeatInterval, interval, refreshInterval, electionSlot, drainTimeout, rejoin);
  }

  public MemberSettings withRefreshInterval(Duration interval) {
    return new MemberSettings(heartbeatInterval, lookInterval, interval, electionSlot, drainTimeout, rejoin);
  }

  public MemberSettings withDrainTimeout(Duration timeout) {
    return new MemberSettings(heartbeatInterval, lookInterval, refreshInterval, electionSlot, timeout, rejoin);
  }

  public MemberSettings withRejoin(boolean rejoin) {
    return new MemberSettings(heartbeatInterval, lookInterval, refreshInterval, electionSlot, drainTimeout, rejoin);
  }

  private static void requirePositive(String setting, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(setting + " is " + value + ", but must be positive");
    }
  }
}
