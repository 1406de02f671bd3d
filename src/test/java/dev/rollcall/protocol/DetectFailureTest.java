package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DetectFailureTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");
  private final TestProcess n3 = cluster.member("n3");

  @Test
  void aSuspicionNamesItsVoterAndChangesNothingElse() {
    cluster.fallsSilent(n3);
    ProcessState before = n1.state;
    n1.does(new DetectFailure(), n3);
    assertThat(cluster.votersAgainst(n3)).containsExactly(n1.id);
    assertThat(n1.state).isEqualTo(before);
    assertThat(cluster.electorate().active()).contains(n3.id);
  }

  @Test
  void suspectingTwiceIsOneVote() {
    cluster.fallsSilent(n3);
    n1.does(new DetectFailure(), n3);
    n1.does(new DetectFailure(), n3);
    assertThat(cluster.votersAgainst(n3)).hasSize(1);
  }

  @Test
  void aNodeThatWasNeverWatchedIsNotSilent() {
    n1.isRefused(new DetectFailure(), n3, Refusal.NOT_SILENT);
  }

  @Test
  void aNodeThatJustRenewedIsNotSilent() {
    cluster.fallsSilent(n3);
    n3.does(new SendHeartbeat());
    n1.isRefused(new DetectFailure(), n3, Refusal.NOT_SILENT);
  }

  @Test
  void aHeartbeatOfTheTargetMeanwhileConflicts() {
    cluster.fallsSilent(n3);
    n1.during(() -> n3.does(new SendHeartbeat())).conflicts(new DetectFailure(), n3);
    assertThat(cluster.votersAgainst(n3)).isEmpty();
  }

  @Test
  void aVoteIsVoidedByALateHeartbeat() {
    cluster.fallsSilent(n3);
    n1.does(new DetectFailure(), n3);
    n3.does(new SendHeartbeat());
    assertThat(cluster.votersAgainst(n3)).isEmpty();
  }

  @Test
  void aNodeWhoseOwnLeaseIsOverMayNotSuspect() {
    cluster.fallsSilent(n3);
    cluster.passes(cluster.config.leaseDuration());
    n1.isRefused(new DetectFailure(), n3, Refusal.NO_LIVE_LEASE);
  }

  @Test
  void activeAndJoiningNodesSuspectAndNoOthers() {
    TestProcess n4 = cluster.joining("n4");
    cluster.fallsSilent(n3);
    n4.does(new DetectFailure(), n3);
    assertThat(cluster.votersAgainst(n3)).containsExactly(n4.id);
    n1.does(new NodeLeave());
    n1.isRefused(new DetectFailure(), n3, Refusal.NOT_IN_THIS_STATE);
    cluster.process("n2").isRefused(new DetectFailure(), n3, Refusal.FENCED);
  }

  @Test
  void theVoteOfAJoiningNodeCountsOnceItIsActiveAndNotOnceItLeaves() {
    TestProcess n4 = cluster.joining("n4");
    cluster.fallsSilent(n3);
    n4.does(new DetectFailure(), n3);
    n4.does(new NodeJoinComplete());
    assertThat(cluster.votersAgainst(n3)).containsExactly(n4.id);
    n4.does(new NodeLeave());
    assertThat(cluster.votersAgainst(n3)).isEmpty();
  }

  @Test
  void aNodeThatLeftCannotBeSuspected() {
    cluster.fallsSilent(n3);
    n3.does(new NodeLeave());
    n3.does(new NodeLeaveComplete());
    n1.isRefused(new DetectFailure(), n3, Refusal.NOT_SILENT);
  }

  @Test
  void theVoteOfAnEarlierIncarnationDoesNotCount() {
    TestProcess restarted = cluster.process("n1");
    cluster.fallsSilent(n3);
    n1.does(new DetectFailure(), n3);
    cluster.fallsSilent(n1, n3);
    restarted.does(new TakeOver());
    assertThat(cluster.votersAgainst(n3)).isEmpty();
    restarted.does(new NodeRecover());
    restarted.does(new NodeJoin());
    restarted.does(new NodeJoinComplete());
    assertThat(cluster.votersAgainst(n3)).isEmpty();
  }

  @Test
  void suspectingDoesNotConflictWithHeartbeatsOfOthers() {
    cluster.fallsSilent(n3);
    n1.during(() -> n2.does(new SendHeartbeat())).does(new DetectFailure(), n3);
  }
}
