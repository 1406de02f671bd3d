package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A batch of actors that are due to move, and what is needed to choose where: all as one transaction saw it, which
 * makes nobody's fail. Immutable.
 *
 * @param candidates by host, then by id
 * @param isLast whether no more follow in that order
 * @param count how many actors are due, in all
 * @param loads the nodes that are Active, each with the number of actors placed at it
 * @param emptied processes that are gone and at which nothing is placed any more
 */
public record DueActors(
    List<MigrationCandidate> candidates, boolean isLast, long count, SortedMap<NodeId, Long> loads,
    List<ActorHost> emptied) {

  public DueActors {
    candidates = List.copyOf(candidates);
    loads = Collections.unmodifiableSortedMap(new TreeMap<>(loads));
    emptied = List.copyOf(emptied);
  }

  /** Where no actor is placed anywhere, nobody's record matters. */
  private static final DueActors NOTHING = new DueActors(List.of(), true, 0, new TreeMap<>(), List.of());

  /** The process whose record is Active, at each node that has one. */
  private static SortedMap<NodeId, Long> loads(Registry registry, SortedMap<ActorHost, Long> perHost) {
    SortedMap<NodeId, Long> loads = new TreeMap<>();
    for (NodeId node : registry.active()) {
      NodeRecord record = registry.record(node);
      loads.put(node, perHost.getOrDefault(new ActorHost(node, record.incarnation()), 0L));
    }
    return loads;
  }

  /**
   * Reads a batch.
   *
   * @param after only actors behind this one; null for all
   * @param batch the most actors to read
   */
  static DueActors read(NodeContext context, MigrationCandidate after, int batch) {
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      ReadView snapshot = transaction.snapshot();
      Registry registry = new Registry(snapshot, context.keys());
      Placements placements = new Placements(snapshot, context.keys());
      SortedMap<ActorHost, Long> perHost = placements.loads();
      if (perHost.isEmpty()) {
        return NOTHING;
      }
      registry.records();
      SortedMap<ActorHost, Long> gone = new TreeMap<>(perHost);
      gone.keySet().removeIf(registry::isActive);
      List<ActorHost> emptied = gone.keySet().stream().filter(host -> gone.get(host) == 0).toList();
      gone.values().removeIf(count -> count == 0);
      List<MigrationCandidate> candidates = candidates(placements, gone, after, batch);
      long count = gone.values().stream().mapToLong(Long::longValue).sum();
      return new DueActors(candidates, candidates.size() < batch, count, loads(registry, perHost), emptied);
    }
  }

  private static List<MigrationCandidate> candidates(
      Placements placements, SortedMap<ActorHost, Long> gone, MigrationCandidate after, int batch) {
    List<MigrationCandidate> candidates = new ArrayList<>();
    for (ActorHost host : (after == null ? gone : gone.tailMap(after.from())).keySet()) {
      if (candidates.size() == batch) {
        break;
      }
      ActorId begin = after != null && after.from().equals(host) ? after.actor() : null;
      placements.placedAt(host, begin, batch - candidates.size())
          .forEach(actor -> candidates.add(new MigrationCandidate(actor, host)));
    }
    return candidates;
  }
}
