package dev.rollcall.migration;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Says where actors move to. Called by one thread at a time. */
@FunctionalInterface
public interface PlacementStrategy {

  /**
   * Chooses a node for each of these actors, or none for those that no node takes now.
   *
   * @param candidates actors that are due to move; at least one
   * @param loads the nodes that are Active, each with the number of actors placed at it; may be none
   * @return the nodes of those that are to move; an actor that is not in it stays where it is
   */
  Map<ActorId, NodeId> choose(List<MigrationCandidate> candidates, SortedMap<NodeId, Long> loads);
}
