package dev.rollcall.migration;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Says where actors move to. A member calls it while it is primary, one call at a time, on a thread of its workers': it
 * may take its time, and call the member back. The actors that it is asked about wait meanwhile; a call that has taken
 * longer than a lease shows in the member's health. Whatever it throws does so, too, and it is asked again at the next look.
 */
@FunctionalInterface
public interface PlacementStrategy {

  /**
   * Chooses a node for each of these actors, or none for those that no node takes now. An answer that comes late counts
   * for the actors that are still due, if the member is still primary in the same term.
   *
   * @param candidates actors that are due to move; at least one
   * @param loads the nodes that are Active, each with the number of actors placed at it; may be none
   * @return the nodes of those that are to move; an actor that is not in it stays where it is
   */
  Map<ActorId, NodeId> choose(List<MigrationCandidate> candidates, SortedMap<NodeId, Long> loads);
}
