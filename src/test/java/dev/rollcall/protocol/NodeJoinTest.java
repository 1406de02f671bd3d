package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeState;
import dev.rollcall.Tags;
import dev.rollcall.protocol.schema.NodeRecord;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeJoinTest {
  private final TestCluster cluster = new TestCluster();

  @Test
  void theFirstNodeIsActiveAtOnceAndPrimary() {
    TestProcess n1 = cluster.joining("n1");
    assertThat(n1.recordState()).isEqualTo(NodeState.ACTIVE);
    assertThat(cluster.view().members()).containsExactly(n1.id);
    assertThat(n1.state.view()).isEqualTo(cluster.view());
    assertThat(n1.isPrimary()).isTrue();
    assertThat(cluster.primary().isHeldBy(n1.id)).isTrue();
    assertThat(n1.state.primaryTerm()).isEqualTo(cluster.primary().term()).isEqualTo(1);
  }

  @Test
  void anyOtherNodeWaitsInJoiningWithALeaseButWithoutAView() {
    cluster.member("n1");
    long viewNumber = cluster.view().number();
    TestProcess n2 = cluster.joining("n2");
    assertThat(n2.recordState()).isEqualTo(NodeState.JOINING);
    assertThat(n2.hasLiveLease()).isTrue();
    assertThat(n2.state.view().number()).isZero();
    assertThat(cluster.view().number()).isEqualTo(viewNumber);
    assertThat(cluster.electorate().active()).hasSize(1);
    assertThat(cluster.electorate().joining()).containsExactly(n2.id);
  }

  @Test
  void whereNoNodeIsActiveTheNextToJoinIsPrimaryWhateverFailedOrLeavingNodesThereAre() {
    TestProcess n1 = cluster.member("n1");
    TestProcess n2 = cluster.member("n2");
    cluster.fallsSilent(n2);
    n1.does(new DetectFailure(), n2);
    n1.does(new MarkNodeFailed(), n2);
    n1.does(new NodeLeave());
    TestProcess n3 = cluster.joining("n3");
    assertThat(n3.recordState()).isEqualTo(NodeState.ACTIVE);
    assertThat(n3.isPrimary()).isTrue();
    assertThat(cluster.primary().isHeldBy(n3.id)).isTrue();
    assertThat(n3.state.primaryTerm()).isEqualTo(2);
    assertThat(cluster.view().members()).containsExactly(n1.id, n3.id);
  }

  @Test
  void theRecordStatesTheLeaseAndTheTagsOfItsProcess() {
    TestProcess n1 = cluster.process("n1");
    NodeContext tagged = new NodeContext(n1.id, "h:1", Tags.of(Map.of("rack", "r7")), cluster.keys, cluster.store,
        n1.context.clock(), n1.context.wallClock(), peer -> true, cluster.config, n1.context.tokens(), cluster.journal);
    assertThat(new NodeJoin().perform(tagged, ProcessState.NEW, null)).isInstanceOf(StepOutcome.Performed.class);
    assertThat(cluster.registry().record(n1.id)).isEqualTo(new NodeRecord(NodeState.ACTIVE, 1, "h:1",
        Optional.of(cluster.config.leaseDuration()), Tags.of(Map.of("rack", "r7"))));
  }

  @Test
  void everyJoinTakesAnIncarnationOfItsOwn() {
    TestProcess n1 = cluster.member("n1");
    TestProcess n2 = cluster.joining("n2");
    n2.does(new NodeLeave());
    long first = n1.state.incarnation();
    n2.does(new NodeJoin());
    assertThat(n2.state.incarnation()).isEqualTo(first + 2);
    assertThat(cluster.registry().record(n2.id).address()).isEqualTo("address-of-n2");
  }

  @Test
  void aNodeWhoseRecordIsThereMayNotJoin() {
    TestProcess n1 = cluster.member("n1");
    n1.isRefused(new NodeJoin(), Refusal.NOT_IN_THIS_STATE);
    cluster.process("n1").isRefused(new NodeJoin(), Refusal.NOT_IN_THIS_STATE);
  }

  @Test
  void ofTwoFirstNodesThatJoinAtOnceOneConflicts() {
    TestProcess n1 = cluster.process("n1");
    TestProcess n2 = cluster.process("n2");
    n1.during(() -> n2.does(new NodeJoin())).conflicts(new NodeJoin(), null);
    assertThat(cluster.electorate().active()).containsExactly(n2.id);
    n1.does(new NodeJoin());
    assertThat(n1.recordState()).isEqualTo(NodeState.JOINING);
  }

  @Test
  void ofTwoProcessesWithOneIdThatJoinAtOnceOneConflicts() {
    cluster.member("n1");
    TestProcess one = cluster.process("n2");
    TestProcess twin = cluster.process("n2");
    one.during(() -> twin.does(new NodeJoin())).conflicts(new NodeJoin(), null);
    one.isRefused(new NodeJoin(), Refusal.NOT_IN_THIS_STATE);
  }
}
