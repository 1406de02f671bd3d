package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ElectPrimaryTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");
  private final TestProcess n3 = cluster.member("n3");

  @Test
  void theVacantOfficeIsTakenInTheNextTerm() {
    n1.does(new NodeLeave());
    n2.does(new ElectPrimary());
    assertThat(n2.isPrimary()).isTrue();
    assertThat(n2.state.primaryTerm()).isEqualTo(2).isEqualTo(cluster.primary().term());
    assertThat(cluster.primary().info().orElseThrow().node()).isEqualTo(n2.id);
    assertThat(cluster.primary().info().orElseThrow().incarnation()).isEqualTo(n2.state.incarnation());
  }

  @Test
  void whereThereIsAPrimaryNobodyIsElectedNotEvenItself() {
    n2.isRefused(new ElectPrimary(), Refusal.PRIMARY_EXISTS);
    n1.isRefused(new ElectPrimary(), Refusal.PRIMARY_EXISTS);
  }

  @Test
  void aMinorityMayNotElectAPrimary() {
    n1.does(new NodeLeave());
    cluster.isolates(n2);
    n2.isRefused(new ElectPrimary(), Refusal.NO_QUORUM);
    n3.isRefused(new ElectPrimary(), Refusal.NO_QUORUM);
  }

  @Test
  void ofTwoThatAreElectedAtOnceOneConflicts() {
    n1.does(new NodeLeave());
    n2.during(() -> n3.does(new ElectPrimary())).conflicts(new ElectPrimary(), null);
    assertThat(n2.isPrimary()).isFalse();
    assertThat(n3.isPrimary()).isTrue();
    assertThat(cluster.primary().term()).isEqualTo(2);
  }

  @Test
  void aNodeFailedWhileItIsElectedConflicts() {
    cluster.fallsSilent(n3);
    n2.does(new DetectFailure(), n3);
    n1.does(new NodeLeave());
    n3.does(new SyncViews());
    // Too late for n3 to be heard by its suspecters, yet with a lease of its own by its clock.
    n3.state = n3.state.withLease(Lease.from(cluster.reading(), cluster.config.leaseDuration()));
    n3.during(() -> n2.does(new MarkNodeFailed(), n3)).conflicts(new ElectPrimary(), null);
  }

  @Test
  void aNodeWhoseLeaseIsOverMayNotBeElected() {
    n1.does(new NodeLeave());
    cluster.passes(cluster.config.leaseDuration());
    n2.isRefused(new ElectPrimary(), Refusal.NO_LIVE_LEASE);
  }

  @Test
  void onlyAnActiveNodeOfThisIncarnationIsElected() {
    n1.does(new NodeLeave());
    n1.isRefused(new ElectPrimary(), Refusal.NOT_IN_THIS_STATE);
    cluster.joining("n4").isRefused(new ElectPrimary(), Refusal.NOT_IN_THIS_STATE);
    cluster.process("n2").isRefused(new ElectPrimary(), Refusal.FENCED);
  }

  @Test
  void heartbeatsOfOthersDoNotHinderAnElection() {
    n1.does(new NodeLeave());
    n2.during(() -> n3.does(new SendHeartbeat())).does(new ElectPrimary());
  }
}
