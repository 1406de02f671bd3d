package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.detector.Reachability;
import java.util.Set;

/**
 * Whom a member reaches: who answered its latest probe; of those it does not probe, who is not silent to it. Written
 * and asked by the member's driver only, so not thread-safe beyond that.
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
