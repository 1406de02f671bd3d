package dev.rollcall.conformance.bench;

import dev.rollcall.MembershipConfig;
import dev.rollcall.conformance.simulate.SimulatedProbes;
import dev.rollcall.runtime.MemberSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which clusters live through random histories.
 *
 * @param lease lease of all members
 * @param failureTimeout of all members
 * @param nodes sizes of clusters
 * @param probing whether members probe each other; both, if both are given
 * @param votes suspicions wanted before a node is failed, and the least number of survivors
 * @param histories how many; each combination of the above gets its share
 * @param seed of the first history; each other one has the next
 */
public record RecoveryOptions(
    Duration lease, Duration failureTimeout, List<Integer> nodes, List<Boolean> probing, List<Integer> votes,
    int histories, long seed) {

  public RecoveryOptions {
    nodes = List.copyOf(nodes);
    probing = List.copyOf(probing);
    votes = List.copyOf(votes);
  }

  /**
   * Settings of a cluster that wants so many votes.
   *
   * @throws IllegalArgumentException if they do not fit together, naming the setting
   */
  public MembershipConfig config(int votes) {
    MembershipConfig base = MembershipConfig.DEFAULT;
    return new MembershipConfig(lease, failureTimeout, base.maxDrift(), lease, votes,
        Math.max(base.successors(), votes));
  }

  public MemberSettings settings() {
    return MemberSettings.of(config(1));
  }

  /**
   * How long a cluster may take to be whole again if no step takes long. Simulated probes begin at once, so only their
   * timeout comes on top.
   */
  public Duration bound(boolean probing) {
    Duration bound = settings().recoveryBound(config(1));
    return probing ? bound.plus(SimulatedProbes.TIMEOUT) : bound;
  }

  /** The cases, in the order of their seeds. */
  public List<RecoveryCase> cases() {
    List<RecoveryCase> cases = new ArrayList<>();
    for (int i = 0; i < histories; i++) {
      int rest = i / nodes.size();
      cases.add(new RecoveryCase(nodes.get(i % nodes.size()), probing.get(rest % probing.size()),
          votes.get(rest / probing.size() % votes.size()), seed + i));
    }
    return cases;
  }
}
