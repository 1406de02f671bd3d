package dev.rollcall.migration;

import static dev.rollcall.migration.ActorCluster.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemorySnapshot;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeactivateActorTest {
  private final ActorCluster cluster = new ActorCluster();
  private final Host n1 = cluster.member("n1");
  private final Host n2 = cluster.member("n2");
  private final Host n3 = cluster.member("n3");

  @BeforeEach
  void n3RunsIt() {
    n3.activates(A);
  }

  @AfterEach
  void theStoreAgreesWithItself() {
    cluster.isConsistent();
  }

  @Test
  void theActorStopsAndKeepsItsEpoch() {
    n3.deactivates(A);
    assertThat(n3.runs(A)).isFalse();
    assertThat(cluster.placement(A)).isEqualTo(new PlacementRecord(1, Optional.empty()));
    n1.activates(A);
    assertThat(n1.hosted.epoch(A)).isEqualTo(2);
  }

  @Test
  void itStopsBeforeTheTransactionCommits() {
    n3.during(() -> assertThat(n3.runs(A)).isFalse()).deactivates(A);
  }

  @Test
  void aProcessThatLeavesMayStillDeactivate() {
    n3.process.does(new NodeLeave());
    n3.deactivates(A);
    assertThat(cluster.placement(A).isVacant()).isTrue();
  }

  @Test
  void whatDoesNotRunHereIsNotDeactivatedHere() {
    n1.mayNotDeactivate(A, Refusal.NOT_PLACED_HERE);
    n1.mayNotDeactivate(ActorCluster.B, Refusal.NOT_PLACED_HERE);
    n3.deactivates(A);
    n3.mayNotDeactivate(A, Refusal.NOT_PLACED_HERE);
  }

  @Test
  void anEpochThatIsOverIsNotDeactivated() {
    cluster.fails(n3, n2);
    n1.migrates(A, n2);
    n3.mayNotDeactivate(A, Refusal.NOT_IN_THIS_STATE);
    Host late = new Host(cluster, cluster.cluster.process("n3"));
    late.mayNotDeactivate(A, Refusal.FENCED);
  }

  @Test
  void aMoveBetweenReadAndCommitHasTheCommitFail() {
    n3.during(() -> {
      cluster.fails(n3, n2);
      n1.migrates(A, n2);
    });
    assertThat(n3.triesToDeactivate(A)).isEqualTo(new ActorOutcome.Refused(Refusal.CONFLICT));
    assertThat(cluster.placement(A)).isEqualTo(new PlacementRecord(2, Optional.of(n2.place())));
    assertThat(n3.runs(A)).as("its lease is over").isFalse();
  }

  @Test
  void vacatedInTheEpochInWhichItRanCountsAsDone() {
    MemorySnapshot before = cluster.contents();
    assertThat(n3.meeting(Fault.UNKNOWN_COMMITTED).triesToDeactivate(A))
        .isInstanceOf(ActorOutcome.OutcomeUnknown.class);
    assertThat(n3.runs(A)).isFalse();
    MemorySnapshot after = cluster.contents();
    assertThat(after).isNotEqualTo(before);
    n3.deactivates(A);
    assertThat(cluster.contents()).isEqualTo(after);
    n3.mayNotDeactivate(A, Refusal.NOT_PLACED_HERE);
  }

  @Test
  void whatWasNotVacatedIsWhenItIsTriedAgain() {
    n3.meeting(Fault.UNKNOWN_NOT_COMMITTED).triesToDeactivate(A);
    assertThat(n3.runs(A)).isFalse();
    n3.deactivates(A);
    assertThat(cluster.placement(A).isVacant()).isTrue();
  }

  @Test
  void afterAnUnknownOutcomeItMayBeActivatedInstead() {
    n3.meeting(Fault.UNKNOWN_NOT_COMMITTED).triesToDeactivate(A);
    n3.activates(A);
    assertThat(n3.hosted.epoch(A)).isEqualTo(1);
    n3.meeting(Fault.UNKNOWN_COMMITTED).triesToDeactivate(A);
    n3.activates(A);
    assertThat(n3.hosted.epoch(A)).isEqualTo(2);
  }

  @Test
  void afterAnUnknownOutcomeARefusalThatTellsNothingDoesNotLetItRun() {
    n3.meeting(Fault.UNKNOWN_COMMITTED).triesToDeactivate(A);
    n1.activates(A);
    assertThat(n3.meeting(Fault.UNAVAILABLE).triesToDeactivate(A))
        .isEqualTo(new ActorOutcome.Refused(Refusal.STORE_UNAVAILABLE));
    assertThat(n3.runs(A)).isFalse();
    n3.mayNotDeactivate(A, Refusal.NOT_PLACED_HERE);
    assertThat(n3.runs(A)).isFalse();
    assertThat(n1.runs(A)).isTrue();
  }

  @Test
  void afterAnUnknownOutcomeItStaysStoppedIfItsProcessWasFailed() {
    n3.meeting(Fault.UNKNOWN_NOT_COMMITTED).triesToDeactivate(A);
    cluster.fails(n3, n2);
    n3.mayNotDeactivate(A, Refusal.NOT_IN_THIS_STATE);
    assertThat(n3.hosted.epoch(A)).isZero();
  }

  @Test
  void afterAnUnknownOutcomeAConflictTellsThatItWasNotApplied() {
    n3.meeting(Fault.UNKNOWN_NOT_COMMITTED).triesToDeactivate(A);
    assertThat(n3.meeting(Fault.CONFLICT).triesToDeactivate(A))
        .isEqualTo(new ActorOutcome.Refused(Refusal.CONFLICT));
    assertThat(n3.runs(A)).isTrue();
  }

  @Test
  void whatIsRefusedRunsOn() {
    n3.meeting(Fault.CONFLICT).mayNotDeactivate(A, Refusal.CONFLICT);
    for (int call = 0; call < 5; call++) {
      n3.meeting(Fault.unavailableAt(call)).mayNotDeactivate(A, Refusal.STORE_UNAVAILABLE);
    }
    assertThat(n3.runs(A)).isTrue();
  }
}
