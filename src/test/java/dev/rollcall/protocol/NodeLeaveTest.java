package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeState;
import dev.rollcall.detector.Watch;
import dev.rollcall.store.memory.Fault;
import org.junit.jupiter.api.Test;

class NodeLeaveTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");

  @Test
  void aLeavingNodeStaysInTheViewButNoLongerVotes() {
    n2.looks();
    n2.does(new NodeLeave());
    assertThat(n2.recordState()).isEqualTo(NodeState.LEAVING);
    assertThat(cluster.view().members()).containsExactly(n1.id, n2.id);
    assertThat(cluster.electorate().active()).containsExactly(n1.id);
    assertThat(n2.state.watch()).isSameAs(Watch.NONE);
    assertThat(n2.hasLiveLease()).isTrue();
  }

  @Test
  void aPrimaryThatLeavesResignsAndTheTermStays() {
    n1.does(new NodeLeave());
    assertThat(n1.isPrimary()).isFalse();
    assertThat(cluster.primary().holder()).isEmpty();
    assertThat(cluster.primary().term()).isEqualTo(1);
    n2.does(new ElectPrimary());
    assertThat(cluster.primary().term()).isEqualTo(2);
  }

  @Test
  void aNodeThatNeverBecameActiveIsGoneAtOnceAndForgetsEverything() {
    TestProcess n3 = cluster.joining("n3");
    long viewNumber = cluster.view().number();
    n3.does(new NodeLeave());
    assertThat(n3.recordState()).isEqualTo(NodeState.LEFT);
    assertThat(cluster.registry().heartbeat(n3.id)).isEmpty();
    assertThat(n3.state).isEqualTo(ProcessState.NEW);
    assertThat(cluster.view().number()).isEqualTo(viewNumber);
  }

  @Test
  void theVotesOfALeavingNodeNoLongerCount() {
    TestProcess n3 = cluster.member("n3");
    cluster.fallsSilent(n3);
    n2.does(new DetectFailure(), n3);
    assertThat(cluster.votersAgainst(n3)).containsExactly(n2.id);
    n2.does(new NodeLeave());
    assertThat(cluster.votersAgainst(n3)).isEmpty();
    n1.isRefused(new MarkNodeFailed(), n3, Refusal.NOT_ENOUGH_VOTES);
  }

  @Test
  void onlyAJoiningOrActiveNodeOfThisIncarnationLeaves() {
    n2.does(new NodeLeave());
    n2.isRefused(new NodeLeave(), Refusal.NOT_IN_THIS_STATE);
    cluster.process("n1").isRefused(new NodeLeave(), Refusal.FENCED);
  }

  @Test
  void aPrimaryThatDoesNotKnowWhetherItResignedClaimsNothing() {
    n1.meeting(Fault.UNKNOWN_COMMITTED).tries(new NodeLeave());
    n2.does(new ElectPrimary());
    assertThat(n2.isPrimary()).isTrue();
    assertThat(n1.isPrimary()).isFalse();
  }
}
