package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeState;
import org.junit.jupiter.api.Test;

class NodeLeaveCompleteTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");

  @Test
  void aDrainedNodeIsGoneAndLeavesNothingBehind() {
    cluster.fallsSilent(n2);
    n1.does(new DetectFailure(), n2);
    n2.does(new NodeLeave());
    long before = cluster.view().number();
    n2.does(new NodeLeaveComplete());
    assertThat(n2.recordState()).isEqualTo(NodeState.LEFT);
    assertThat(cluster.registry().heartbeat(n2.id)).isEmpty();
    assertThat(cluster.votersAgainst(n2)).isEmpty();
    assertThat(cluster.view().number()).isEqualTo(before + 1);
    assertThat(cluster.view().members()).containsExactly(n1.id);
    assertThat(n2.state).isEqualTo(ProcessState.NEW);
  }

  @Test
  void aMinorityMayCompleteItsOwnLeave() {
    n2.does(new NodeLeave());
    cluster.isolates(n2);
    n2.does(new NodeLeaveComplete());
  }

  @Test
  void aNodeThatDidNotBeginToLeaveMayNotCompleteIt() {
    n2.isRefused(new NodeLeaveComplete(), Refusal.NOT_IN_THIS_STATE);
    cluster.joining("n3").isRefused(new NodeLeaveComplete(), Refusal.NOT_IN_THIS_STATE);
  }

  @Test
  void aNodeFailedWhileItDrainsIsFenced() {
    n2.does(new NodeLeave());
    cluster.fallsSilent(n2);
    n1.does(new DetectFailure(), n2);
    n1.does(new MarkNodeFailed(), n2);
    n2.isRefused(new NodeLeaveComplete(), Refusal.FENCED);
  }

  @Test
  void aNodeThatLeftMayJoinAnew() {
    n2.does(new NodeLeave());
    n2.does(new NodeLeaveComplete());
    n2.does(new NodeJoin());
    assertThat(n2.recordState()).isEqualTo(NodeState.JOINING);
  }
}
