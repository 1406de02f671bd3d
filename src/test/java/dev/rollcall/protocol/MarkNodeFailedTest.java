package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkNodeFailedTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");
  private final TestProcess n3 = cluster.member("n3");

  private void n2Suspects(TestProcess target) {
    cluster.fallsSilent(target);
    n2.does(new DetectFailure(), target);
  }

  @Test
  void aSuspectedMemberIsFailedAndOutOfTheView() {
    n2Suspects(n3);
    long before = cluster.view().number();
    n2.does(new MarkNodeFailed(), n3);
    assertThat(n3.recordState()).isEqualTo(NodeState.FAILED);
    assertThat(cluster.view().number()).isEqualTo(before + 1);
    assertThat(cluster.view().members()).containsExactly(n1.id, n2.id);
    assertThat(n2.state.view()).isEqualTo(cluster.view());
    assertThat(cluster.registry().heartbeat(n3.id)).isEmpty();
    assertThat(cluster.electorate().active()).containsExactly(n1.id, n2.id);
    assertThat(cluster.primary().isHeldBy(n1.id)).isTrue();
  }

  @Test
  void aFailedPrimaryHoldsNoOfficeAndItsLeaseIsOver() {
    n2Suspects(n1);
    n2.does(new MarkNodeFailed(), n1);
    assertThat(cluster.primary().holder()).isEmpty();
    assertThat(cluster.primary().term()).isEqualTo(1);
    assertThat(n1.isPrimary()).isFalse();
    assertThat(n1.state.believesPrimary()).isTrue();
  }

  @Test
  void aMinorityMayNotFailANode() {
    n2Suspects(n3);
    cluster.isolates(n2);
    n2.isRefused(new MarkNodeFailed(), n3, Refusal.NO_QUORUM);
  }

  @Test
  void survivorsFailOneAfterTheOtherDownToTheLast() {
    n2Suspects(n3);
    n2.does(new MarkNodeFailed(), n3);
    cluster.fallsSilent(n1, n3);
    cluster.isolates(n2);
    n2.isRefused(new MarkNodeFailed(), n1, Refusal.NO_QUORUM);
    n2.does(new DetectFailure(), n1);
    n2.does(new MarkNodeFailed(), n1);
    n2.does(new ElectPrimary());
    assertThat(cluster.view().members()).containsExactly(n2.id);
  }

  @Test
  void aJoiningNodeSuspectsAndFailsOthersButAdoptsNoView() {
    TestProcess n4 = cluster.joining("n4");
    cluster.fallsSilent(n1, n2, n3);
    for (TestProcess dead : List.of(n1, n2, n3)) {
      n4.does(new DetectFailure(), dead);
    }
    for (TestProcess dead : List.of(n1, n2, n3)) {
      n4.does(new MarkNodeFailed(), dead);
      assertThat(dead.recordState()).isEqualTo(NodeState.FAILED);
    }
    assertThat(n4.state.view()).isEqualTo(MembershipView.NONE);
    n4.does(new NodeJoinComplete());
    n4.does(new ElectPrimary());
    assertThat(cluster.view().members()).containsExactly(n4.id);
  }

  /** Of two dead primaries-to-be one after the other: the second half of the votes is void by then. */
  @Test
  void theVotesOfAFailedNodeAreVoid() {
    TestCluster careful = new TestCluster(MembershipConfig.DEFAULT.withVotes(2));
    TestProcess a = careful.member("a");
    TestProcess b = careful.member("b");
    TestProcess c = careful.member("c");
    TestProcess d = careful.member("d");
    careful.fallsSilent(d);
    a.does(new DetectFailure(), d);
    b.does(new DetectFailure(), d);
    assertThat(careful.electorate().doomed()).containsExactly(d.id);
    careful.fallsSilent(b, d);
    a.does(new DetectFailure(), b);
    c.does(new DetectFailure(), b);
    a.does(new MarkNodeFailed(), b);
    assertThat(careful.votersAgainst(d)).containsExactly(a.id);
    a.isRefused(new MarkNodeFailed(), d, Refusal.NOT_ENOUGH_VOTES);
  }

  @Test
  void aSuspicionThatIsVoidForLongDoesNotConflictWithHeartbeatsOfItsTarget() {
    n2Suspects(n1);
    n1.does(new SendHeartbeat());
    n2Suspects(n3);
    n2.during(() -> n1.does(new SendHeartbeat())).does(new MarkNodeFailed(), n3);
  }

  @Test
  void aNodeThatNobodySuspectsMayNotBeFailed() {
    n2.isRefused(new MarkNodeFailed(), n3, Refusal.NOT_ENOUGH_VOTES);
    n2.isRefused(new MarkNodeFailed(), cluster.process("n4"), Refusal.NOT_ENOUGH_VOTES);
  }

  @Test
  void aVoteVoidedByALateHeartbeatDoesNotFailANode() {
    n2Suspects(n3);
    n3.does(new SendHeartbeat());
    n2.isRefused(new MarkNodeFailed(), n3, Refusal.NOT_ENOUGH_VOTES);
  }

  @Test
  void aHeartbeatOfTheTargetMeanwhileConflicts() {
    n2Suspects(n3);
    n2.during(() -> n3.does(new SendHeartbeat())).conflicts(new MarkNodeFailed(), n3);
    assertThat(n3.recordState()).isEqualTo(NodeState.ACTIVE);
    assertThat(n3.hasLiveLease()).isTrue();
  }

  @Test
  void failingMeanwhileMakesTheHeartbeatOfTheTargetConflict() {
    n2Suspects(n3);
    n3.during(() -> n2.does(new MarkNodeFailed(), n3)).conflicts(new SendHeartbeat(), null);
    assertThat(n3.hasLiveLease()).isFalse();
  }

  @Test
  void twoVotesAreNeededWhereTwoAreConfigured() {
    TestCluster careful = new TestCluster(MembershipConfig.DEFAULT.withVotes(2));
    TestProcess a = careful.member("a");
    TestProcess b = careful.member("b");
    TestProcess c = careful.member("c");
    careful.fallsSilent(c);
    a.does(new DetectFailure(), c);
    a.isRefused(new MarkNodeFailed(), c, Refusal.NOT_ENOUGH_VOTES);
    b.does(new DetectFailure(), c);
    a.does(new MarkNodeFailed(), c);
  }

  @Test
  void aJoiningOrLeavingNodeIsLeftAndNotFailed() {
    TestProcess n4 = cluster.joining("n4");
    n2Suspects(n4);
    long before = cluster.view().number();
    n2.does(new MarkNodeFailed(), n4);
    assertThat(n4.recordState()).isEqualTo(NodeState.LEFT);
    assertThat(cluster.view().number()).isEqualTo(before);

    n3.does(new NodeLeave());
    cluster.fallsSilent(n3, n4);
    n2.does(new DetectFailure(), n3);
    n2.does(new MarkNodeFailed(), n3);
    assertThat(n3.recordState()).isEqualTo(NodeState.LEFT);
    assertThat(cluster.view().number()).isEqualTo(before + 1);
  }

  @Test
  void aNodeIsFailedOnlyOnce() {
    n2Suspects(n3);
    n2.does(new MarkNodeFailed(), n3);
    n1.isRefused(new MarkNodeFailed(), n3, Refusal.NOT_ENOUGH_VOTES);
  }

  @Test
  void onlyAVoterUnderALiveLeaseFailsOthers() {
    n2Suspects(n3);
    cluster.process("n1").isRefused(new MarkNodeFailed(), n3, Refusal.FENCED);
    cluster.passes(cluster.config.leaseDuration());
    n2.isRefused(new MarkNodeFailed(), n3, Refusal.NO_LIVE_LEASE);
    n2.does(new NodeLeave());
    n2.isRefused(new MarkNodeFailed(), n3, Refusal.NOT_IN_THIS_STATE);
  }

  @Test
  void failingDoesNotConflictWithHeartbeatsOfOthers() {
    n2Suspects(n3);
    n2.during(() -> n1.does(new SendHeartbeat())).does(new MarkNodeFailed(), n3);
  }

  @Test
  void aVoterThatLeavesMeanwhileConflicts() {
    n2Suspects(n3);
    n1.during(() -> n2.does(new NodeLeave())).conflicts(new MarkNodeFailed(), n3);
  }
}
