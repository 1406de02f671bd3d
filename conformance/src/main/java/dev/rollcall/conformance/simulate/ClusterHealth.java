package dev.rollcall.conformance.simulate;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether a fleet's cluster is whole: what every survivor may expect once all faults are over. Stateless. */
public final class ClusterHealth {
  private final Fleet fleet;

  public ClusterHealth(Fleet fleet) {
    this.fleet = fleet;
  }

  /**
   * What the cluster still lacks, in a few words; empty if it lacks nothing: one primary under a live lease; every
   * process that was asked to leave has left, every other one is Active under a live lease; these are the view that the
   * store and all of them have; and every placed actor runs.
   */
  public Optional<String> lacks() {
    List<FleetMember> primaries = fleet.members().stream().filter(FleetMember::isPrimary).toList();
    if (primaries.size() != 1) {
      return Optional.of(primaries.isEmpty() ? "no primary" : "primaries " + nodes(primaries));
    }
    SortedSet<NodeId> members = new TreeSet<>();
    for (FleetMember member : fleet.members()) {
      if (member.isRunning() && !member.hasLeft()) {
        if (member.isAskedToLeave() || !isActive(member)) {
          return Optional.of(member.node() + " is " + member.driver().state()
              + (member.isAskedToLeave() ? ", asked to leave" : ""));
        }
        members.add(member.node());
      }
    }
    return lacksView(members).or(() ->
        fleet.arePlacedActorsRunning() ? Optional.empty() : Optional.of("not every placed actor runs"));
  }

  private static boolean isActive(FleetMember member) {
    return member.driver().state() == NodeState.ACTIVE && member.process().lease().isLive(member.reading());
  }

  private Optional<String> lacksView(SortedSet<NodeId> members) {
    for (FleetMember member : fleet.members()) {
      if (member.isRunning() && !member.hasLeft() && !member.process().view().members().equals(members)) {
        return Optional.of(member.node() + " has " + member.process().view() + ", but the members are " + members);
      }
    }
    try (Transaction transaction = fleet.store().begin()) {
      SortedSet<NodeId> stored = new Registry(transaction.snapshot(), fleet.keys()).view().members();
      return stored.equals(members)
          ? Optional.empty() : Optional.of("the store's view is " + stored + ", but the members are " + members);
    }
  }

  private static List<NodeId> nodes(List<FleetMember> members) {
    return members.stream().map(FleetMember::node).toList();
  }
}
