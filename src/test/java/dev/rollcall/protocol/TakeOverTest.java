package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeState;
import org.junit.jupiter.api.Test;

class TakeOverTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");
  private final TestProcess restarted = cluster.process("n1");

  @Test
  void aRestartedProcessClosesItsOldRecordOnceItHasWatchedItSilent() {
    cluster.fallsSilent(n1);
    restarted.does(new TakeOver());
    assertThat(restarted.recordState()).isEqualTo(NodeState.FAILED);
    assertThat(cluster.view().members()).containsExactly(n2.id);
    assertThat(cluster.primary().holder()).isEmpty();
    assertThat(n1.isPrimary()).isFalse();
    restarted.does(new NodeRecover());
    restarted.does(new NodeJoin());
  }

  @Test
  void itNeedsNeitherVotesNorQuorum() {
    cluster.fallsSilent(n1);
    cluster.isolates(restarted);
    restarted.does(new TakeOver());
  }

  @Test
  void anOldProcessThatIsStillHeardIsNotTakenOver() {
    restarted.looks();
    restarted.isRefused(new TakeOver(), Refusal.NOT_SILENT);
    cluster.fallsSilent(n1);
    n1.does(new SendHeartbeat());
    restarted.isRefused(new TakeOver(), Refusal.NOT_SILENT);
  }

  @Test
  void aHeartbeatOfTheOldProcessMeanwhileConflicts() {
    cluster.fallsSilent(n1);
    restarted.during(() -> n1.does(new SendHeartbeat())).conflicts(new TakeOver(), null);
    assertThat(n1.isPrimary()).isTrue();
  }

  @Test
  void aProcessMayNotTakeOverItsOwnLiveRecord() {
    cluster.fallsSilent(n1);
    n2.isRefused(new TakeOver(), Refusal.NOT_SILENT);
  }

  @Test
  void anOldRecordThatWasOnlyJoiningOrLeavingIsLeft() {
    TestProcess n3 = cluster.joining("n3");
    TestProcess n3Again = cluster.process("n3");
    cluster.fallsSilent(n3);
    n3Again.does(new TakeOver());
    assertThat(n3Again.recordState()).isEqualTo(NodeState.LEFT);
    n1.does(new NodeLeave());
    cluster.fallsSilent(n1, n3);
    restarted.does(new TakeOver());
    assertThat(restarted.recordState()).isEqualTo(NodeState.LEFT);
  }

  @Test
  void ifOthersFailedTheOldRecordFirstThereIsNothingToTakeOver() {
    cluster.member("n3");
    cluster.fallsSilent(n1);
    n2.does(new DetectFailure(), n1);
    n2.does(new MarkNodeFailed(), n1);
    restarted.isRefused(new TakeOver(), Refusal.NOT_SILENT);
  }
}
