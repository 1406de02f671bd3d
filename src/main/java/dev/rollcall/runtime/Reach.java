package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.detector.Reachability;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The peers that a member reaches: those that answered its latest probe and did not say that they get no answers. Of
 * the peers that it does not probe it reaches those that it does not call silent at this moment, or none while it is a
 * candidate. Used by the member's driver only, so not thread-safe beyond that.
 *
 * <p>TLA+: {@code Reaches}.
 */
final class Reach implements Reachability {
  private final PeerProbes probes;
  private final Supplier<Set<NodeId>> silent;
  private boolean candidate;

  /**
   * @param silent the nodes that the process calls silent now; none once its own lease is over
   */
  Reach(PeerProbes probes, Supplier<Set<NodeId>> silent) {
    this.probes = probes;
    this.silent = silent;
  }

  /** Whether there are probes, which say more than heartbeats do. */
  boolean hasProbes() {
    return probes.asks();
  }

  /** Whether the member is a candidate, and so has all Active nodes probed and counts only those that answered. */
  boolean isCandidate() {
    return candidate;
  }

  void candidate(boolean is) {
    candidate = is && hasProbes();
  }

  /** Whether it is known that the peer answers its probes, or that it does not. */
  boolean isKnown(NodeId peer) {
    return probes.answered(peer).isPresent();
  }

  @Override
  public boolean reaches(NodeId peer) {
    return probes.answered(peer).orElseGet(() -> !candidate && !silent.get().contains(peer));
  }
}
