package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.memory.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrimaryStepDownTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");
  private final TestProcess n3 = cluster.member("n3");

  @Test
  void aPrimaryThatReachesLessThanHalfResignsInTheStoreAndTheTermStays() {
    cluster.isolates(n1);
    n1.does(new PrimaryStepDown());
    assertThat(n1.isPrimary()).isFalse();
    assertThat(n1.state.primaryTerm()).isZero();
    assertThat(cluster.primary().holder()).isEmpty();
    assertThat(cluster.primary().term()).isEqualTo(1);
    assertThat(n1.hasLiveLease()).isTrue();
  }

  @Test
  void aPrimaryThatReachesMostOfTheLivingStaysInOffice() {
    cluster.partitions(n1, n2);
    n1.isRefused(new PrimaryStepDown(), Refusal.HAS_QUORUM);
  }

  @Test
  void anEvenSplitKeepsThePrimaryItHas() {
    TestProcess n4 = cluster.member("n4");
    for (TestProcess near : List.of(n1, n2)) {
      cluster.partitions(near, n3);
      cluster.partitions(near, n4);
    }
    n1.isRefused(new PrimaryStepDown(), Refusal.HAS_QUORUM);
    n1.does(new NodeLeave());
    assertThat(cluster.primary().holder()).isEmpty();
    n3.does(new ElectPrimary());
  }

  @Test
  void doomedNodesDoNotMakeAPrimaryResign() {
    cluster.isolates(n1);
    cluster.fallsSilent(n2, n3);
    n1.does(new DetectFailure(), n2);
    n1.does(new DetectFailure(), n3);
    n1.isRefused(new PrimaryStepDown(), Refusal.HAS_QUORUM);
  }

  @Test
  void whoIsNotPrimaryCannotStepDown() {
    cluster.isolates(n2);
    n2.isRefused(new PrimaryStepDown(), Refusal.NOT_PRIMARY);
    cluster.process("n1").isRefused(new PrimaryStepDown(), Refusal.FENCED);
  }

  @Test
  void aPrimaryThatIsCutOffStaysInOfficeUntilTheLastInstantOfItsLease() {
    cluster.passes(cluster.config.leaseDuration().minus(Duration.ofNanos(1)));
    n1.meeting(Fault.UNAVAILABLE).isRefused(new PrimaryStepDown(), Refusal.LEASE_STILL_LIVE);
    assertThat(n1.isPrimary()).isTrue();
    cluster.passes(Duration.ofNanos(1));
    assertThat(n1.isPrimary()).isFalse();
    n1.meeting(Fault.UNAVAILABLE).does(new PrimaryStepDown());
    assertThat(n1.state.believesPrimary()).isFalse();
    assertThat(cluster.primary().isHeldBy(n1.id)).isTrue();
  }

  @Test
  void aPrimaryThatDoesNotKnowWhetherItResignedClaimsNothing() {
    cluster.isolates(n1);
    n1.meeting(Fault.UNKNOWN_COMMITTED).tries(new PrimaryStepDown());
    n2.does(new ElectPrimary());
    assertThat(n2.isPrimary()).isTrue();
    assertThat(n1.isPrimary()).isFalse();
  }

  @Test
  void ifItDidNotResignItsNextHeartbeatDoes() {
    cluster.isolates(n1);
    n1.meeting(Fault.UNKNOWN_NOT_COMMITTED).tries(new PrimaryStepDown());
    n2.isRefused(new ElectPrimary(), Refusal.PRIMARY_EXISTS);
    n1.does(new SendHeartbeat());
    n2.does(new ElectPrimary());
  }

  @Test
  void steppingDownDoesNotConflictWithHeartbeats() {
    cluster.isolates(n1);
    n1.during(() -> n3.does(new SendHeartbeat())).does(new PrimaryStepDown());
  }
}
