package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.detector.Reachability;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The peers that a member reaches: those that answered its latest probe and did not say that they get no answers; of
 * the peers that it does not probe, those that it does not call silent at this moment. Asked by the member's driver only,
 * so not thread-safe beyond that.
 *
 * <p>TLA+: {@code Reaches}.
 */
final class Reach implements Reachability {
  private final PeerProbes probes;
  private final Supplier<Set<NodeId>> silent;

  /**
   * @param silent the nodes that the process calls silent now; none once its own lease is over
   */
  Reach(PeerProbes probes, Supplier<Set<NodeId>> silent) {
    this.probes = probes;
    this.silent = silent;
  }

  @Override
  public boolean reaches(NodeId peer) {
    return probes.answered(peer).orElseGet(() -> !silent.get().contains(peer));
  }
}
