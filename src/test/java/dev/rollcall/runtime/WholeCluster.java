package dev.rollcall.runtime;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.migration.ActorFence;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what these members lack to be a whole cluster: nothing, once all trouble has been over for a while. */
final class WholeCluster {
  private final List<TortureMember> members;
  private final List<ActorId> actors;
  private final Store store;
  private final Keys keys;

  /**
   * @param store without any trouble
   */
  WholeCluster(List<TortureMember> members, List<ActorId> actors, Store store, Keys keys) {
    this.members = members;
    this.actors = actors;
    this.store = store;
    this.keys = keys;
  }

  /** That all are Active in the same view, one is primary, all actors run where they are placed, and nothing is open. */
  String missing() {
    Set<NodeId> nodes = members.stream().map(TortureMember::node).collect(Collectors.toSet());
    for (TortureMember member : members) {
      ClusterMember asked = member.member();
      boolean active = asked.state() == NodeState.ACTIVE && !asked.leaseLeft().isZero();
      if (!active || !Set.copyOf(asked.view().members()).equals(nodes)) {
        return member + " is Active in a view of " + nodes + ": " + asked.health() + " " + asked.view();
      }
    }
    List<TortureMember> primaries = members.stream().filter(member -> member.member().isPrimary()).toList();
    if (primaries.size() != 1) {
      return "one is primary, not " + primaries;
    }
    return open() + actors.stream().map(this::whereItIsMissing).collect(Collectors.joining());
  }

  private String whereItIsMissing(ActorId actor) {
    Set<ActorHost> runs = members.stream().flatMap(member -> member.member().actors().fence(actor).stream())
        .map(ActorFence::host).collect(Collectors.toSet());
    Set<ActorHost> placed = placement(actor).stream().collect(Collectors.toSet());
    return runs.equals(placed) ? "" : actor + " runs at " + placed + ", not at " + runs + "; ";
  }

  private Optional<ActorHost> placement(ActorId actor) {
    try (Transaction transaction = store.begin()) {
      return new Placements(transaction.snapshot(), keys).placement(actor).host();
    }
  }

  /** What the members were asked for and have not answered. */
  String open() {
    return members.stream().filter(member -> !member.open().isEmpty())
        .map(member -> member + " answers " + member.open().values()).collect(Collectors.joining("; "));
  }

  /** What a member complains of. */
  String complaints(TortureMember member) {
    MemberHealth health = member.member().health();
    return health.isHealthy() ? "" : member + " is healthy: " + health;
  }
}
