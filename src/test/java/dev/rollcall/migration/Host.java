package dev.rollcall.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.NodeRecover;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.TestProcess;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemorySnapshot;
import java.util.Map;
import java.util.TreeMap;

/** A process of an {@link ActorCluster} and the actors it runs. A refusal must change nothing at all. */
final class Host {
  final TestProcess process;
  final NodeId id;
  HostedActors hosted;

  private final ActorCluster cluster;

  Host(ActorCluster cluster, TestProcess process) {
    this.cluster = cluster;
    this.process = process;
    this.id = process.id;
    this.hosted = new HostedActors(place());
  }

  ActorHost place() {
    return new ActorHost(id, process.state.incarnation());
  }

  /** Its next transaction ends like this. */
  Host meeting(Fault fault) {
    process.meeting(fault);
    return this;
  }

  /** This happens in the middle of its next transaction, after its reads and before its commit. */
  Host during(Runnable event) {
    process.during(event);
    return this;
  }

  ActorOutcome triesToActivate(ActorId actor) {
    return hosted.activate(new ActivateActor(), process.context, process.state, actor);
  }

  ActorOutcome triesToDeactivate(ActorId actor) {
    return hosted.deactivate(new DeactivateActor(), process.context, process.state, actor);
  }

  ActorOutcome triesToMigrate(Map<ActorId, NodeId> moves) {
    return new MigrateActors().perform(process.context, process.state, moves);
  }

  void activates(ActorId... actors) {
    for (ActorId actor : actors) {
      performed(triesToActivate(actor));
    }
  }

  void deactivates(ActorId actor) {
    performed(triesToDeactivate(actor));
  }

  void migrates(ActorId actor, Host to) {
    performed(triesToMigrate(Map.of(actor, to.id)));
  }

  private static void performed(ActorOutcome outcome) {
    assertThat(outcome).isInstanceOf(ActorOutcome.Performed.class);
  }

  void mayNotActivate(ActorId actor, Refusal reason) {
    Map<ActorId, Long> before = hosted.snapshot();
    refused(cluster.contents(), triesToActivate(actor), reason);
    assertThat(hosted.snapshot()).isEqualTo(before);
  }

  /** What happened meanwhile conflicts with what it read. */
  void losesActivating(ActorId actor) {
    assertThat(triesToActivate(actor)).isEqualTo(new ActorOutcome.Refused(Refusal.CONFLICT));
  }

  void mayNotDeactivate(ActorId actor, Refusal reason) {
    Map<ActorId, Long> before = hosted.snapshot();
    refused(cluster.contents(), triesToDeactivate(actor), reason);
    assertThat(hosted.snapshot()).isEqualTo(before);
  }

  void mayNotMigrate(ActorId actor, NodeId to, Refusal reason) {
    refused(cluster.contents(), triesToMigrate(Map.of(actor, to)), reason);
  }

  private void refused(MemorySnapshot before, ActorOutcome outcome, Refusal reason) {
    assertThat(outcome).isEqualTo(new ActorOutcome.Refused(reason));
    assertThat(cluster.contents()).isEqualTo(before);
  }

  boolean runs(ActorId actor) {
    return hosted.runs(actor, process.state, cluster.reading());
  }

  /** Stops its actors, and then leaves. */
  void leaves() {
    hosted.pause();
    process.does(new NodeLeave());
    hosted.end();
  }

  /** Learns that it was failed, and joins anew as another incarnation. */
  void comesBack() {
    process.does(new NodeRecover());
    joinsAnew();
  }

  void joinsAnew() {
    cluster.joins(process);
    hosted = new HostedActors(place());
  }

  static Map<ActorId, NodeId> moves(Host to, ActorId... actors) {
    Map<ActorId, NodeId> moves = new TreeMap<>();
    for (ActorId actor : actors) {
      moves.put(actor, to.id);
    }
    return moves;
  }
}
