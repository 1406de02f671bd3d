package dev.rollcall.conformance.simulate;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Probes that are answered at once, or not at all. An answer tells whether the peer's own probes are answered. */
final class SimulatedProbes implements PeerProbes {
  private final Fleet fleet;
  private final NodeId self;
  private Set<NodeId> probed = Set.of();

  SimulatedProbes(Fleet fleet, NodeId self) {
    this.fleet = fleet;
    this.self = self;
  }

  @Override
  public void become(long incarnation) {}

  @Override
  public void probe(Map<NodeId, String> peers) {
    probed = peers.keySet();
  }

  @Override
  public Optional<Boolean> answered(NodeId peer) {
    return probed.contains(peer)
        ? Optional.of(fleet.answers(self, peer) && !fleet.lacksAnswers(peer, self)) : Optional.empty();
  }

  boolean lacksAnswers(NodeId peer) {
    return probed.contains(peer) && !fleet.answers(self, peer);
  }

  @Override
  public void close() {}
}
