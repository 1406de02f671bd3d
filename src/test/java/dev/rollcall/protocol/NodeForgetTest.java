package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeForgetTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");
  private final TestProcess n3 = cluster.member("n3");

  @BeforeEach
  void n3IsFailed() {
    cluster.fallsSilent(n3);
    n1.does(new DetectFailure(), n3);
    n1.does(new MarkNodeFailed(), n3);
  }

  @Test
  void theRecordOfAFailedNodeIsGoneAndNothingElse() {
    long view = cluster.view().number();
    ProcessState before = n2.state;
    n2.does(new NodeForget(), n3);
    assertThat(n3.recordState()).isEqualTo(NodeState.LEFT);
    assertThat(cluster.view().number()).isEqualTo(view);
    assertThat(n2.state).isEqualTo(before);
  }

  @Test
  void theIdMayComeBackAsANewNodeAndTheOldProcessIsFenced() {
    n2.does(new NodeForget(), n3);
    n3.isRefused(new SendHeartbeat(), Refusal.FENCED);
    cluster.member("n3");
    assertThat(n3.recordState()).isEqualTo(NodeState.ACTIVE);
    n3.isRefused(new SendHeartbeat(), Refusal.FENCED);
    n3.does(new NodeRecover());
    assertThat(n3.recordState()).as("the record of the new process").isEqualTo(NodeState.ACTIVE);
  }

  @Test
  void onlyFailedNodesAreForgotten() {
    n1.isRefused(new NodeForget(), n2, Refusal.NOT_IN_THIS_STATE);
    n1.isRefused(new NodeForget(), cluster.process("n9"), Refusal.NOT_IN_THIS_STATE);
    n1.does(new NodeForget(), n3);
    n2.isRefused(new NodeForget(), n3, Refusal.NOT_IN_THIS_STATE);
  }

  @Test
  void onlyAnActiveNodeOfThisIncarnationForgets() {
    cluster.joining("n4").isRefused(new NodeForget(), n3, Refusal.NOT_IN_THIS_STATE);
    cluster.process("n1").isRefused(new NodeForget(), n3, Refusal.FENCED);
    n2.does(new NodeLeave());
    n2.isRefused(new NodeForget(), n3, Refusal.NOT_IN_THIS_STATE);
  }

  @Test
  void aNodeThatRecoversMeanwhileConflicts() {
    n1.during(() -> n3.does(new NodeRecover())).conflicts(new NodeForget(), n3);
  }
}
