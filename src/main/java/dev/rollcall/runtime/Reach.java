package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.detector.Reachability;
import java.util.Set;

/**
 * The peers that a member reaches: those that answered its latest probe and did not say that they get no answers; of
 * the peers that it does not probe, those that are not silent to it. Written and asked by the member's driver only, so
 * not thread-safe beyond that.
 *
 * <p>TLA+: {@code Reaches}.
 */
final class Reach implements Reachability {
  private final PeerProbes probes;
  private Set<NodeId> silent = Set.of();

  Reach(PeerProbes probes) {
    this.probes = probes;
  }

  void silent(Set<NodeId> nodes) {
    silent = Set.copyOf(nodes);
  }

  @Override
  public boolean reaches(NodeId peer) {
    return probes.answered(peer).orElseGet(() -> !silent.contains(peer));
  }
}
