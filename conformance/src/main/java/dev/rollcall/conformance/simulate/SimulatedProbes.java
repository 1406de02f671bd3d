package dev.rollcall.conformance.simulate;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Probes whose first answer takes a round trip; that a peer does not answer is known after a timeout, and later changes at
 * once. An answer tells whether the peer's own probes are answered.
 */
public final class SimulatedProbes implements PeerProbes {
  /** After so long it is known that a peer does not answer. */
  public static final Duration TIMEOUT = Duration.ofMillis(1_500);

  private static final long ROUND_TRIP_NANOS = Duration.ofMillis(1).toNanos();

  private final Fleet fleet;
  private final NodeId self;
  /** Since when each peer is probed. */
  private final Map<NodeId, Long> probed = new HashMap<>();

  SimulatedProbes(Fleet fleet, NodeId self) {
    this.fleet = fleet;
    this.self = self;
  }

  @Override
  public void become(long incarnation) {}

  @Override
  public void probe(Map<NodeId, String> peers) {
    probed.keySet().retainAll(peers.keySet());
    peers.keySet().forEach(peer -> probed.putIfAbsent(peer, fleet.time().nowNanos()));
  }

  @Override
  public Optional<Boolean> answered(NodeId peer) {
    boolean answers = fleet.answers(self, peer);
    return hasEnded(peer, answers) ? Optional.of(answers && !fleet.lacksAnswers(peer, self)) : Optional.empty();
  }

  boolean lacksAnswers(NodeId peer) {
    return !fleet.answers(self, peer) && hasEnded(peer, false);
  }

  private boolean hasEnded(NodeId peer, boolean answered) {
    Long since = probed.get(peer);
    return since != null && fleet.time().nowNanos() - since >= (answered ? ROUND_TRIP_NANOS : TIMEOUT.toNanos());
  }

  @Override
  public void close() {}
}
