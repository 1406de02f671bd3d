package dev.rollcall.migration;

import dev.rollcall.ActorId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.TestCluster;
import dev.rollcall.protocol.TestProcess;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.store.memory.MemorySnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Production processes that host actors, on one embedded store, with a clock and a network moved by hand. */
final class ActorCluster {
  static final ActorId A = ActorId.of("a");
  static final ActorId B = ActorId.of("b");
  static final ActorId C = ActorId.of("c");

  final TestCluster cluster;

  private final Set<TestProcess> gone = new HashSet<>();

  ActorCluster() {
    this(Journal.OFF);
  }

  ActorCluster(Journal journal) {
    cluster = new TestCluster(journal);
  }

  /** A process of a node that is Active; the first is primary. */
  Host member(String id) {
    TestProcess process = cluster.process(id);
    joins(process);
    return new Host(this, process);
  }

  void joins(TestProcess process) {
    gone.remove(process);
    process.does(new NodeJoin());
    if (process.recordState() == NodeState.JOINING) {
      process.does(new NodeJoinComplete());
    }
  }

  /** A process falls silent, and another fails its node. */
  void fails(Host silent, Host by) {
    gone.add(silent.process);
    cluster.fallsSilent(gone.toArray(TestProcess[]::new));
    by.process.does(new DetectFailure(), silent.process);
    by.process.does(new MarkNodeFailed(), silent.process);
  }

  ClockReading reading() {
    return cluster.reading();
  }

  Keys keys() {
    return cluster.keys;
  }

  MemorySnapshot contents() {
    return cluster.contents();
  }

  Placements placements() {
    return new Placements(cluster.contents(), cluster.keys);
  }

  PlacementRecord placement(ActorId actor) {
    return placements().placement(actor);
  }

  List<ActorId> arrivals(Host host) {
    return placements().arrivals(host.place(), null, 0);
  }

  /** Index, counters and arrivals are what follows from the placements. */
  void isConsistent() {
    Consistency.check(cluster.contents(), cluster.keys);
  }
}
