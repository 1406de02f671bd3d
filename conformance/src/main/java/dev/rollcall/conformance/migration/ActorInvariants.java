package dev.rollcall.conformance.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeState;
import dev.rollcall.conformance.membership.SimulatedCluster;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.migration.ActorFence;
import dev.rollcall.migration.HostedActors;
import dev.rollcall.migration.StaleActorException;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.PlacementRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The invariants of ActorProperties, asked of the production objects through what they show to their users,
 * independently of any projection; and one of the store's, which the specification does not speak of.
 */
final class ActorInvariants {
  /** The names of the properties that are evaluated here. */
  static final List<String> NAMES = List.of(
      "SingleActivation", "RunsWherePlaced", "FencePassesOne", "ActorsNeedIncarnation", "DueIsNotActive");

  /** Index and counters follow from the placements. */
  static final String INDEX = "IndexFollowsPlacements";

  private final SimulatedCluster cluster;
  private final StoredActors stored;
  private final SimulatedHosts hosts;
  private final List<InvariantViolation> violations = new ArrayList<>();

  private ActorInvariants(SimulatedCluster cluster, StoredActors stored, SimulatedHosts hosts) {
    this.cluster = cluster;
    this.stored = stored;
    this.hosts = hosts;
  }

  static List<InvariantViolation> violatedBy(
      SimulatedCluster cluster, ActorConstants constants, StoredActors stored, SimulatedHosts hosts) {
    ActorInvariants invariants = new ActorInvariants(cluster, stored, hosts);
    constants.actors().forEach(invariants::ofActor);
    String disagreement = stored.disagreement();
    invariants.check(INDEX, disagreement.isEmpty(), () -> disagreement);
    return invariants.violations;
  }

  private void ofActor(ActorId actor) {
    List<String> names = cluster.processNames();
    PlacementRecord placement = stored.placement(actor);
    List<String> run = processes(i -> hosts.shown(i).runs(actor, cluster.process(i), cluster.reading(i)));
    check("SingleActivation", run.size() <= 1, () -> run + " all run " + actor + " under a live lease");
    for (String process : run) {
      int i = names.indexOf(process);
      check("RunsWherePlaced", isPlacedAt(actor, placement, i),
          () -> process + " runs " + actor + " in epoch " + hosts.shown(i).epoch(actor) + ", the store has "
              + placement);
    }
    List<String> pass = processes(i -> passesFence(actor, hosts.shown(i)));
    check("FencePassesOne", pass.size() <= 1, () -> pass + " all pass the fence of " + actor);
    List<String> nobody = processes(i -> hosts.shown(i).epoch(actor) > 0 && !cluster.process(i).isRunning());
    check("ActorsNeedIncarnation", nobody.isEmpty(), () -> nobody + " run " + actor + " and have not joined");
    placement.host().ifPresent(host -> check("DueIsNotActive", stored.due().contains(actor) != isActive(host),
        () -> actor + " is placed at " + host + ", which is " + (isActive(host) ? "" : "not ") + "Active, and is "
            + (stored.due().contains(actor) ? "" : "not ") + "found among the due"));
    check("DueIsNotActive", placement.host().isPresent() || !stored.due().contains(actor),
        () -> actor + " is placed nowhere and found among the due");
  }

  private List<String> processes(IntPredicate which) {
    return IntStream.range(0, cluster.processNames().size()).filter(which).mapToObj(cluster.processNames()::get)
        .toList();
  }

  private boolean isPlacedAt(ActorId actor, PlacementRecord placement, int index) {
    ProcessState process = cluster.process(index);
    ActorHost host = new ActorHost(cluster.nodeOf(index), process.incarnation());
    return placement.isAt(host) && placement.epoch() == hosts.shown(index).epoch(actor) && isActive(host);
  }

  private boolean isActive(ActorHost host) {
    NodeRecord record = cluster.registry().record(host.node());
    return record != null && record.state() == NodeState.ACTIVE && record.incarnation() == host.incarnation();
  }

  private boolean passesFence(ActorId actor, HostedActors hosted) {
    if (hosted.epoch(actor) == 0) {
      return false;
    }
    try {
      ActorFence.of(cluster.keys(), hosted, actor).check(cluster.stored());
      return true;
    } catch (StaleActorException e) {
      return false;
    }
  }

  private void check(String invariant, boolean holds, Supplier<String> explanation) {
    if (!holds) {
      violations.add(new InvariantViolation(invariant, explanation.get()));
    }
  }
}
