package dev.rollcall.migration;

import static dev.rollcall.migration.ActorCluster.A;
import static dev.rollcall.migration.ActorCluster.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.protocol.HookedStore;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemorySnapshot;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivateActorTest {
  private final ActorCluster cluster = new ActorCluster();
  private final Host n1 = cluster.member("n1");
  private final Host n2 = cluster.member("n2");
  private final Host n3 = cluster.member("n3");

  @AfterEach
  void theStoreAgreesWithItself() {
    cluster.isConsistent();
  }

  @Test
  void anActorWithoutAHostBeginsToRunInTheNextEpoch() {
    n1.activates(A);
    assertThat(cluster.placement(A)).isEqualTo(new PlacementRecord(1, Optional.of(n1.place())));
    assertThat(n1.hosted.epoch(A)).isEqualTo(1);
    assertThat(n1.runs(A)).isTrue();
    assertThat(cluster.placements().load(n1.place())).isEqualTo(1);
  }

  @Test
  void theLeaseIsAskedForAsOfBeforeTheStoreWasAskedForATransaction() {
    HookedStore slow = new HookedStore(cluster.cluster.store);
    slow.beforeNextBegin(() -> cluster.cluster.passes(cluster.cluster.config.leaseDuration()));
    ActorOutcome outcome = n1.hosted.activate(new ActivateActor(), n1.process.through(slow), n1.process.state, A);
    assertThat(outcome).isInstanceOf(ActorOutcome.Performed.class);
    assertThat(n1.runs(A)).as("after the lease").isFalse();
  }

  @Test
  void doneTwiceItComesToTheSame() {
    n1.activates(A);
    MemorySnapshot once = cluster.contents();
    n1.activates(A);
    assertThat(cluster.contents()).isEqualTo(once);
    assertThat(n1.hosted.epoch(A)).isEqualTo(1);
  }

  @Test
  void anActorThatRunsElsewhereDoesNotRunHere() {
    n1.activates(A);
    n2.mayNotActivate(A, Refusal.PLACED_ELSEWHERE);
    n2.activates(B);
    assertThat(cluster.placement(B).epoch()).isEqualTo(1);
  }

  @Test
  void anActorThatIsDueWaitsForThePrimary() {
    n3.activates(A);
    cluster.fails(n3, n2);
    n2.mayNotActivate(A, Refusal.PLACED_ELSEWHERE);
    n3.comesBack();
    n3.mayNotActivate(A, Refusal.PLACED_ELSEWHERE);
  }

  @Test
  void anActorThatWasMovedHereRunsInTheEpochOfTheMove() {
    n3.activates(A);
    cluster.fails(n3, n2);
    n1.migrates(A, n2);
    assertThat(cluster.arrivals(n2)).containsExactly(A);
    n2.activates(A);
    assertThat(n2.hosted.epoch(A)).isEqualTo(2);
    assertThat(cluster.placement(A)).isEqualTo(new PlacementRecord(2, Optional.of(n2.place())));
    assertThat(cluster.arrivals(n2)).isEmpty();
  }

  @Test
  void aProcessWithoutALiveLeaseActivatesNothing() {
    cluster.cluster.passes(cluster.cluster.config.leaseDuration());
    n1.mayNotActivate(A, Refusal.NO_LIVE_LEASE);
  }

  @Test
  void aProcessThatIsNotActiveActivatesNothing() {
    n2.process.does(new NodeLeave());
    n2.mayNotActivate(A, Refusal.NOT_IN_THIS_STATE);
    Host joining = new Host(cluster, cluster.cluster.joining("n4"));
    joining.mayNotActivate(A, Refusal.NOT_IN_THIS_STATE);
  }

  @Test
  void aProcessThatHasNotJoinedOrWasSupersededIsFenced() {
    new Host(cluster, cluster.cluster.process("n2")).mayNotActivate(A, Refusal.FENCED);
  }

  @Test
  void aFailureBetweenReadAndCommitHasTheCommitFail() {
    n3.during(() -> cluster.fails(n3, n2)).losesActivating(A);
    assertThat(n3.hosted.epoch(A)).isZero();
    assertThat(cluster.placement(A)).isEqualTo(PlacementRecord.NONE);
  }

  @Test
  void ofTwoWhoActivateAtOnceOneDoes() {
    n1.during(() -> n2.activates(A)).losesActivating(A);
    assertThat(n2.runs(A)).isTrue();
    n1.mayNotActivate(A, Refusal.PLACED_ELSEWHERE);
  }

  @Test
  void afterAnUnknownOutcomeItDoesNotRunUntilItIsActivatedAgain() {
    for (Fault fault : new Fault[] {Fault.UNKNOWN_COMMITTED, Fault.UNKNOWN_NOT_COMMITTED}) {
      assertThat(n1.meeting(fault).triesToActivate(A)).isInstanceOf(ActorOutcome.OutcomeUnknown.class);
      assertThat(n1.runs(A)).isFalse();
      n1.activates(A);
      assertThat(n1.runs(A)).isTrue();
      n1.deactivates(A);
    }
    assertThat(cluster.placement(A)).isEqualTo(new PlacementRecord(2, Optional.empty()));
  }

  @Test
  void aStoreLostAtAnyCallChangesNothing() {
    for (int call = 0; call < 6; call++) {
      n1.meeting(Fault.unavailableAt(call)).mayNotActivate(A, Refusal.STORE_UNAVAILABLE);
    }
    n1.meeting(Fault.CONFLICT).mayNotActivate(A, Refusal.CONFLICT);
  }

  @Test
  void aDamagedPlacementIsSurfacedWithItsKey() {
    cluster.cluster.damages(cluster.keys().actors().placement(A));
    assertThatThrownBy(() -> n1.triesToActivate(A)).isInstanceOf(DamagedValueException.class)
        .hasMessageContaining("'cluster/test/actors/a'");
    cluster.cluster.store.restore(MemorySnapshot.EMPTY);
  }
}
