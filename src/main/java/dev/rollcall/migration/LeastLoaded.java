package dev.rollcall.migration;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;

/**
 * Gives each actor to the node that then has the fewest; of several, to the first by id. Immutable and thread-safe.
 */
public final class LeastLoaded implements PlacementStrategy {
  private static final Comparator<Load> ORDER = Comparator.comparingLong(Load::actors).thenComparing(Load::node);

  private final long capacity;

  private record Load(NodeId node, long actors) {}

  /** Nodes take any number of actors. */
  public LeastLoaded() {
    this(Long.MAX_VALUE);
  }

  /**
   * @param capacity the most actors to be placed at one node, at least 1
   * @throws IllegalArgumentException if it is less
   */
  public LeastLoaded(long capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is " + capacity + ", but must be at least 1");
    }
    this.capacity = capacity;
  }

  @Override
  public Map<ActorId, NodeId> choose(List<MigrationCandidate> candidates, SortedMap<NodeId, Long> loads) {
    PriorityQueue<Load> nodes = new PriorityQueue<>(ORDER);
    loads.forEach((node, actors) -> nodes.add(new Load(node, actors)));
    Map<ActorId, NodeId> chosen = new HashMap<>();
    for (MigrationCandidate candidate : candidates) {
      Load least = nodes.poll();
      if (least == null || least.actors() >= capacity) {
        break;
      }
      chosen.put(candidate.actor(), least.node());
      nodes.add(new Load(least.node(), least.actors() + 1));
    }
    return chosen;
  }
}
