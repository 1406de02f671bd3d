package dev.rollcall.conformance.migration;

import dev.rollcall.ActorId;
import dev.rollcall.conformance.membership.HiddenState;
import dev.rollcall.conformance.membership.MembershipFactory;
import dev.rollcall.conformance.membership.SimulatedCluster;
import dev.rollcall.protocol.schema.PlacementRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hidden state of actors: what a later step may depend on and the projection does not show, but for {@link
 * #MAY_DIFFER}. That is whether an actor waits to be activated where it was moved. Not thread-safe.
 */
final class HiddenActors {
  /** What is left out, and why no later step can tell; the membership's first. */
  static final Map<String, String> MAY_DIFFER = mayDiffer();

  private final SimulatedCluster cluster;
  private final List<ActorId> actors;
  private final List<String> labels;
  private final StoredActors stored;

  HiddenActors(SimulatedCluster cluster, ActorConstants constants, StoredActors stored) {
    this.cluster = cluster;
    this.actors = constants.actors();
    this.labels = actors.stream().map(actor -> actor + " waits to be activated").toList();
    this.stored = stored;
  }

  /** What the membership remembers, and what the actors' part does. */
  record Both(Object membership, HiddenState actors) {}

  HiddenState read() {
    return new HiddenState(labels, actors.stream().mapToLong(actor -> isAwaited(actor) ? 1 : 0).toArray(), List.of());
  }

  /** Arrivals at a process that is gone are read by nobody. */
  private boolean isAwaited(ActorId actor) {
    PlacementRecord placement = stored.placement(actor);
    return stored.isArriving(actor) && placement.host()
        .filter(host -> cluster.ownerOf(host.node(), cluster.registry().record(host.node())) >= 0
            && cluster.registry().isActive(host))
        .isPresent();
  }

  private static Map<String, String> mayDiffer() {
    Map<String, String> all = new TreeMap<>(new MembershipFactory().mayDiffer());
    all.put("which incarnation a due actor is placed at",
        "it is not an Active one and never will be, and actions compare it with Active ones only");
    all.put("arrivals at a process that is gone", "only that process reads them, and a move clears them");
    all.put("counters of processes that host nothing", "none and nought are the same to whoever reads them");
    all.put("how many actors ever arrived at a node", "it is watched for changes, and never read");
    return Map.copyOf(all);
  }
}
