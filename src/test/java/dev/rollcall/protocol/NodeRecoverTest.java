package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeState;
import org.junit.jupiter.api.Test;

class NodeRecoverTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");
  private final TestProcess n3 = cluster.member("n3");

  private void n1IsFailed() {
    cluster.fallsSilent(n1);
    n2.does(new DetectFailure(), n1);
    n2.does(new MarkNodeFailed(), n1);
  }

  @Test
  void aFailedNodeForgetsEverythingAndNoLongerCounts() {
    n1IsFailed();
    n1.does(new NodeRecover());
    assertThat(n1.recordState()).isEqualTo(NodeState.LEFT);
    assertThat(n1.state).isEqualTo(ProcessState.NEW.withWatch(n1.state.watch()));
    assertThat(cluster.electorate().active()).containsExactly(n2.id, n3.id);
    assertThat(cluster.view().members()).containsExactly(n2.id, n3.id);
  }

  @Test
  void aRecoveredNodeJoinsAnewAsAnotherIncarnation() {
    long before = n1.state.incarnation();
    n1IsFailed();
    n1.does(new NodeRecover());
    n1.does(new NodeJoin());
    assertThat(n1.recordState()).isEqualTo(NodeState.JOINING);
    assertThat(n1.state.incarnation()).isGreaterThan(before);
    assertThat(n1.state.believesPrimary()).isFalse();
  }

  @Test
  void aProcessWhoseRecordWentOnWithoutItForgetsOnlyItself() {
    n1IsFailed();
    TestProcess restarted = cluster.process("n1");
    restarted.does(new NodeRecover());
    restarted.does(new NodeJoin());
    n1.does(new NodeRecover());
    assertThat(n1.state.isRunning()).isFalse();
    assertThat(restarted.recordState()).isEqualTo(NodeState.JOINING);
    restarted.does(new NodeJoinComplete());
  }

  @Test
  void aNodeThatIsWellMayNotRecover() {
    n1.isRefused(new NodeRecover(), Refusal.NOT_IN_THIS_STATE);
    n1.does(new NodeLeave());
    n1.isRefused(new NodeRecover(), Refusal.NOT_IN_THIS_STATE);
  }

  @Test
  void recoveringNeedsNoQuorumForItDecidesOverNobodyElse() {
    n1IsFailed();
    cluster.isolates(n1);
    n1.does(new NodeRecover());
  }
}
