package dev.rollcall.migration;

import static dev.rollcall.migration.ActorCluster.A;
import static dev.rollcall.migration.ActorCluster.B;
import static dev.rollcall.migration.ActorCluster.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.ElectPrimary;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemorySnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrateActorsTest {
  private final ActorCluster cluster = new ActorCluster();
  private final Host n1 = cluster.member("n1");
  private final Host n2 = cluster.member("n2");
  private final Host n3 = cluster.member("n3");
  private final Host n4 = cluster.member("n4");

  @BeforeEach
  void n4HostsThree() {
    n4.activates(A, B, C);
  }

  @AfterEach
  void theStoreAgreesWithItself() {
    cluster.isConsistent();
  }

  @Test
  void theActorsOfAFailedNodeMove() {
    cluster.fails(n4, n2);
    Map<ActorId, NodeId> moves = Map.of(A, n1.id, B, n2.id, C, n2.id);
    assertThat(n1.triesToMigrate(moves)).isEqualTo(new ActorOutcome.Performed(new TreeMap<>(Map.of(
        A, new PlacementRecord(2, Optional.of(n1.place())), B, new PlacementRecord(2, Optional.of(n2.place())),
        C, new PlacementRecord(2, Optional.of(n2.place()))))));
    assertThat(cluster.arrivals(n1)).containsExactly(A);
    assertThat(cluster.arrivals(n2)).containsExactly(B, C);
    assertThat(cluster.placements().loads()).containsEntry(n4.place(), 0L).containsEntry(n2.place(), 2L);
    assertThat(n1.runs(A)).as("before it is activated").isFalse();
  }

  @Test
  void theActorsOfANodeThatLeavesMove() {
    n4.leaves();
    assertThat(n4.runs(A)).isFalse();
    n1.migrates(A, n3);
    n3.activates(A);
    assertThat(n3.hosted.epoch(A)).isEqualTo(2);
  }

  @Test
  void theActorsOfAnEarlierIncarnationMoveEvenToTheSameNode() {
    cluster.fails(n4, n2);
    n4.comesBack();
    n1.migrates(A, n4);
    n4.activates(A);
    assertThat(cluster.placement(A)).isEqualTo(new PlacementRecord(2, Optional.of(n4.place())));
  }

  @Test
  void anActorWhoseNewHostFailsBeforeItWasActivatedMovesOn() {
    cluster.fails(n4, n2);
    n1.migrates(A, n3);
    n4.comesBack();
    cluster.fails(n3, n2);
    n1.migrates(A, n2);
    assertThat(cluster.arrivals(n3)).isEmpty();
    n2.activates(A);
    assertThat(n2.hosted.epoch(A)).isEqualTo(3);
  }

  @Test
  void whatIsNotDueStaysAndWithItAllOthersOfTheBatch() {
    n1.mayNotMigrate(A, n2.id, Refusal.NOT_DUE);
    n1.mayNotMigrate(ActorId.of("unknown"), n2.id, Refusal.NOT_DUE);
    n2.activates(ActorId.of("live"));
    cluster.fails(n4, n2);
    MemorySnapshot before = cluster.contents();
    assertThat(n1.triesToMigrate(Host.moves(n3, A, B, ActorId.of("live"))))
        .isEqualTo(new ActorOutcome.Refused(Refusal.NOT_DUE));
    assertThat(cluster.contents()).isEqualTo(before);
  }

  @Test
  void anActorIsMovedOnce() {
    cluster.fails(n4, n2);
    n1.migrates(A, n2);
    n1.mayNotMigrate(A, n3.id, Refusal.NOT_DUE);
  }

  @Test
  void onlyActiveNodesGetActors() {
    cluster.fails(n4, n2);
    n1.mayNotMigrate(A, n4.id, Refusal.TARGET_NOT_ACTIVE);
    n1.mayNotMigrate(A, NodeId.of("unknown"), Refusal.TARGET_NOT_ACTIVE);
    n3.process.does(new NodeLeave());
    n1.mayNotMigrate(A, n3.id, Refusal.TARGET_NOT_ACTIVE);
  }

  @Test
  void whoIsNotPrimaryMovesNothing() {
    cluster.fails(n4, n2);
    n2.mayNotMigrate(A, n2.id, Refusal.NOT_PRIMARY);
  }

  @Test
  void aPrimaryWithoutLeaseOrQuorumMovesNothing() {
    cluster.fails(n4, n2);
    cluster.cluster.isolates(n1.process);
    n1.mayNotMigrate(A, n2.id, Refusal.NO_QUORUM);
    cluster.cluster.passes(cluster.cluster.config.leaseDuration());
    n1.mayNotMigrate(A, n2.id, Refusal.NO_LIVE_LEASE);
  }

  @Test
  void aPrimaryOfATermThatIsOverMovesNothing() {
    cluster.fails(n4, n2);
    n4.comesBack();
    cluster.fails(n1, n2);
    n3.process.does(new ElectPrimary());
    n1.mayNotMigrate(A, n2.id, Refusal.NOT_PRIMARY);
    n3.migrates(A, n2);
    new Host(cluster, cluster.cluster.process("n1")).mayNotMigrate(B, n2.id, Refusal.NOT_PRIMARY);
  }

  @Test
  void anElectionBetweenReadAndCommitHasTheCommitFail() {
    cluster.fails(n4, n2);
    n1.during(() -> {
      n1.process.does(new NodeLeave());
      n2.process.does(new ElectPrimary());
      n2.migrates(A, n2);
    });
    assertThat(n1.triesToMigrate(Host.moves(n3, A, B))).isEqualTo(new ActorOutcome.Refused(Refusal.CONFLICT));
    assertThat(cluster.placement(A)).isEqualTo(new PlacementRecord(2, Optional.of(n2.place())));
    assertThat(cluster.placement(B).epoch()).isEqualTo(1);
  }

  @Test
  void aTargetThatIsFailedBetweenReadAndCommitHasTheCommitFail() {
    cluster.fails(n4, n2);
    n1.during(() -> n3.process.does(new NodeLeave()));
    assertThat(n1.triesToMigrate(Host.moves(n3, A))).isEqualTo(new ActorOutcome.Refused(Refusal.CONFLICT));
  }

  @Test
  void aHostThatDeactivatesMeanwhileHasTheCommitFail() {
    n4.process.does(new NodeLeave());
    n1.during(() -> n4.deactivates(A));
    assertThat(n1.triesToMigrate(Host.moves(n3, A, B))).isEqualTo(new ActorOutcome.Refused(Refusal.CONFLICT));
    n1.mayNotMigrate(A, n3.id, Refusal.NOT_DUE);
    n1.migrates(B, n3);
  }

  @Test
  void anUnknownOutcomeIsToldByThePlacements() {
    cluster.fails(n4, n2);
    ActorOutcome lost = n1.meeting(Fault.UNKNOWN_NOT_COMMITTED).triesToMigrate(Host.moves(n3, A));
    PlacementRecord expected = new PlacementRecord(2, Optional.of(n3.place()));
    assertThat(lost).isEqualTo(new ActorOutcome.OutcomeUnknown(new TreeMap<>(Map.of(A, expected))));
    assertThat(cluster.placement(A).epoch()).isEqualTo(1);
    ActorOutcome applied = n1.meeting(Fault.UNKNOWN_COMMITTED).triesToMigrate(Host.moves(n3, A));
    assertThat(applied).isEqualTo(lost);
    assertThat(cluster.placement(A)).isEqualTo(expected);
  }

  @Test
  void aStoreLostAtAnyCallChangesNothing() {
    cluster.fails(n4, n2);
    MemorySnapshot before = cluster.contents();
    for (int call = 0; n1.meeting(Fault.unavailableAt(call)).triesToMigrate(Host.moves(n3, A, B))
        instanceof ActorOutcome.Refused refused; call++) {
      assertThat(refused.reason()).isEqualTo(Refusal.STORE_UNAVAILABLE);
      assertThat(cluster.contents()).isEqualTo(before);
    }
    assertThat(cluster.placement(B).epoch()).isEqualTo(2);
  }

  @Test
  void noneAndTooManyAreRefused() {
    Map<ActorId, NodeId> many = new TreeMap<>();
    for (int i = 0; i <= MigrateActors.MOST; i++) {
      many.put(ActorId.of("many" + i), n1.id);
    }
    assertThatThrownBy(() -> n1.triesToMigrate(many)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 250 actors, not 251");
    assertThatThrownBy(() -> n1.triesToMigrate(Map.of())).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
  }
}
