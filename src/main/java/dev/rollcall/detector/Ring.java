package dev.rollcall.detector;

import dev.rollcall.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;

/**
 * Chooses the nodes that a member watches on the ring of ids, where the first id follows the last. Nodes that are
 * settled take no place: a run of dead neighbours longer than the window is found piece by piece. Stateless.
 *
 * <p>TLA+: none; there a node may watch every other.
 */
public final class Ring {
  private Ring() {}

  /**
   * The next {@code count} unsettled nodes after {@code self}, and the nodes in between that {@code self} suspects: it
   * goes on watching these, until they are failed or beat again. Other doomed nodes are left out.
   *
   * <p>A node that self suspects is settled for self, even if it is not doomed: its vote is cast. If it took a place, two
   * survivors between runs of dead nodes as long as their windows would never give one of them a second vote.
   *
   * @param alive nodes that send heartbeats, or so many of them after self that enough are unsettled
   * @param doomed nodes with enough suspicions to be failed
   * @param suspected nodes of which self's suspicion counts
   * @return in the order of the ring
   */
  public static List<NodeId> watched(
      NodeId self, int count, NavigableSet<NodeId> alive, Set<NodeId> doomed, Set<NodeId> suspected) {
    List<NodeId> ring = new ArrayList<>(alive.tailSet(self, false));
    ring.addAll(alive.headSet(self, false));
    List<NodeId> watched = new ArrayList<>();
    int unsettled = 0;
    for (NodeId node : ring) {
      boolean isSettled = doomed.contains(node) || suspected.contains(node);
      if (!isSettled && ++unsettled > count) {
        break;
      }
      if (!isSettled || suspected.contains(node)) {
        watched.add(node);
      }
    }
    return watched;
  }
}
