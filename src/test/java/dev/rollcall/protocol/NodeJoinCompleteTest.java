package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Heartbeat;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodeJoinCompleteTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.joining("n2");

  @Test
  void aJoiningNodeBecomesActiveAndAMemberInOneStep() {
    long before = cluster.view().number();
    n2.does(new NodeJoinComplete());
    assertThat(n2.recordState()).isEqualTo(NodeState.ACTIVE);
    assertThat(cluster.view().number()).isEqualTo(before + 1);
    assertThat(cluster.view().members()).containsExactly(n1.id, n2.id);
    assertThat(n2.state.view()).isEqualTo(cluster.view());
    assertThat(n2.isPrimary()).isFalse();
  }

  @Test
  void itRenewsTheLeaseAndSoVoidsWhatWasSaidOfTheNode() {
    cluster.fallsSilent(n2);
    n1.does(new DetectFailure(), n2);
    Heartbeat before = cluster.registry().heartbeat(n2.id).orElseThrow();
    n2.does(new NodeJoinComplete());
    assertThat(n2.hasLiveLease()).isTrue();
    assertThat(cluster.registry().heartbeat(n2.id)).contains(before.next());
    n1.isRefused(new MarkNodeFailed(), n2, Refusal.NOT_ENOUGH_VOTES);
  }

  @Test
  void aNodeThatReachesNoQuorumMayNotBecomeActive() {
    cluster.partitions(n1, n2);
    n2.isRefused(new NodeJoinComplete(), Refusal.NO_QUORUM);
  }

  @Test
  void aJoiningNodeHasASeatInItsOwnCouncil() {
    n2.does(new NodeJoinComplete());
    TestProcess n3 = cluster.joining("n3");
    cluster.partitions(n3, n2);
    n3.does(new NodeJoinComplete());
    TestProcess n4 = cluster.joining("n4");
    cluster.partitions(n4, n1);
    cluster.partitions(n4, n2);
    n4.isRefused(new NodeJoinComplete(), Refusal.NO_QUORUM);
  }

  @Test
  void aDoomedNodeBlocksNobody() {
    cluster.partitions(n1, n2);
    cluster.fallsSilent(n1);
    n2.isRefused(new NodeJoinComplete(), Refusal.NO_QUORUM);
    n2.does(new DetectFailure(), n1);
    n2.does(new NodeJoinComplete());
    assertThat(cluster.view().members()).containsExactly(n1.id, n2.id);
    n1.does(new SendHeartbeat());
    TestProcess n3 = cluster.joining("n3");
    cluster.partitions(n1, n3);
    cluster.partitions(n2, n3);
    n3.isRefused(new NodeJoinComplete(), Refusal.NO_QUORUM);
  }

  @Test
  void whereNobodyIsActiveAJoiningNodeIsItsOwnQuorum() {
    n1.does(new NodeLeave());
    cluster.partitions(n1, n2);
    n2.does(new NodeJoinComplete());
    assertThat(cluster.view().members()).containsExactly(n1.id, n2.id);
  }

  @Test
  void onlyAJoiningNodeCompletesItsJoin() {
    n1.isRefused(new NodeJoinComplete(), Refusal.NOT_IN_THIS_STATE);
    cluster.process("n3").isRefused(new NodeJoinComplete(), Refusal.FENCED);
    cluster.process("n2").isRefused(new NodeJoinComplete(), Refusal.FENCED);
  }

  @Test
  void theElectorateChangingMeanwhileConflicts() {
    TestProcess n3 = cluster.joining("n3");
    n2.during(() -> n3.does(new NodeJoinComplete())).conflicts(new NodeJoinComplete(), null);
    n2.does(new NodeJoinComplete());
    assertThat(cluster.view().number()).isEqualTo(3);
  }

  @Test
  void theLeaseCountsFromBeforeTheTransaction() {
    ClockReading began = cluster.reading();
    n2.during(() -> cluster.passes(Duration.ofSeconds(4))).does(new NodeJoinComplete());
    assertThat(n2.state.lease().since()).isEqualTo(began);
  }
}
