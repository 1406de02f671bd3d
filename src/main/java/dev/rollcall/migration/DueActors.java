package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.schema.DamagedValueException;
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
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A batch of actors that are due to move, and what is needed to choose where: all as one transaction saw it, which
 * makes nobody's fail. What is damaged is left out. Immutable.
 *
 * @param candidates by host, then by id
 * @param leftAlone others of the batch that cannot be moved until somebody mends their keys
 * @param isLast whether no more follow in that order
 * @param count how many actors are due, in all
 * @param loads the nodes that are Active and of which it is known how many actors are placed there, with that number
 * @param emptied processes that are gone and at which nothing is placed any more
 */
public record DueActors(
    List<MigrationCandidate> candidates, List<MigrationCandidate> leftAlone, boolean isLast, long count,
    SortedMap<NodeId, Long> loads, List<ActorHost> emptied) {

  public DueActors {
    candidates = List.copyOf(candidates);
    leftAlone = List.copyOf(leftAlone);
    loads = Collections.unmodifiableSortedMap(new TreeMap<>(loads));
    emptied = List.copyOf(emptied);
  }

  /** Where no actor is placed anywhere, nobody's record matters. */
  private static final DueActors NOTHING = new DueActors(List.of(), List.of(), true, 0, new TreeMap<>(), List.of());

  /** The process whose record is Active, at each node that has one. */
  private static SortedMap<NodeId, Long> loads(Registry registry, SortedMap<ActorHost, Long> perHost) {
    SortedMap<NodeId, Long> loads = new TreeMap<>();
    for (NodeId node : registry.active()) {
      NodeRecord record = registry.record(node);
      long load = perHost.getOrDefault(new ActorHost(node, record.incarnation()), 0L);
      if (load != Placements.UNKNOWN) {
        loads.put(node, load);
      }
    }
    return loads;
  }

  /**
   * Reads a batch.
   *
   * @param after only actors behind this one; null for all
   * @param batch the most actors to read
   * @param known those that were left alone before
   * @param damage told of what is left out
   */
  static DueActors read(
      NodeContext context, MigrationCandidate after, int batch, LeftAlone known, Consumer<DamagedValueException> damage) {
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      ReadView snapshot = transaction.snapshot();
      Registry registry = new Registry(snapshot, context.keys(), damage);
      Placements placements = new Placements(snapshot, context.keys(), damage);
      SortedMap<ActorHost, Long> perHost = placements.loads();
      if (perHost.isEmpty()) {
        return NOTHING;
      }
      registry.records();
      SortedMap<ActorHost, Long> gone = new TreeMap<>(perHost);
      gone.keySet().removeIf(host -> registry.readable(() -> registry.isActive(host), true));
      List<ActorHost> emptied = new ArrayList<>(gone.keySet().stream().filter(host -> gone.get(host) == 0).toList());
      gone.values().removeIf(count -> count == 0);
      List<MigrationCandidate> read = candidates(placements, gone, after, batch, emptied);
      known.check(read, placements);
      List<MigrationCandidate> leftAlone = read.stream().filter(c -> known.problem(c) != null).toList();
      List<MigrationCandidate> candidates = read.stream().filter(c -> known.problem(c) == null).toList();
      gone.keySet().removeAll(emptied);
      long count = gone.values().stream().mapToLong(n -> Math.max(0, n)).sum();
      return new DueActors(
          candidates, leftAlone, read.size() < batch, Math.max(count, read.size()), loads(registry, perHost), emptied);
    }
  }

  /** How many were read, whether they can be moved or not. */
  int read() {
    return candidates.size() + leftAlone.size();
  }

  /** The last that was read. */
  MigrationCandidate last() {
    return Stream.of(candidates, leftAlone).filter(some -> !some.isEmpty()).map(some -> some.get(some.size() - 1))
        .max(MigrationCandidate.ORDER).orElseThrow();
  }

  /**
   * @param emptied also gets processes whose counter says something else, and at which nothing is placed
   */
  private static List<MigrationCandidate> candidates(
      Placements placements, SortedMap<ActorHost, Long> gone, MigrationCandidate after, int batch,
      List<ActorHost> emptied) {
    List<MigrationCandidate> candidates = new ArrayList<>();
    for (ActorHost host : (after == null ? gone : gone.tailMap(after.from())).keySet()) {
      if (candidates.size() == batch) {
        break;
      }
      ActorId begin = after != null && after.from().equals(host) ? after.actor() : null;
      List<ActorId> actors = placements.placedAt(host, begin, batch - candidates.size());
      actors.forEach(actor -> candidates.add(new MigrationCandidate(actor, host)));
      if (begin == null && actors.isEmpty()) {
        emptied.add(host);
      }
    }
    return candidates;
  }
}
