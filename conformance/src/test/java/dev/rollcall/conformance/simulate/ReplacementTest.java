package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that are killed are replaced under new ids, as pods of a Deployment are. */
class ReplacementTest {
  private static final int REPLACED = 20;
  private static final Duration BETWEEN = Duration.ofMinutes(2);

  private static void replace(TestCluster cluster, FleetMember member) {
    member.crash();
    cluster.fleet.add().start();
  }

  @ParameterizedTest(name = "{0} nodes, probes {1}")
  @CsvSource({"3, true", "5, true", "3, false", "5, false"})
  void aClusterWhoseNodesAreReplacedOneByOneIsNeverBlocked(int nodes, boolean probing) {
    TestCluster cluster = TestCluster.of(nodes, probing);
    for (int i = 1; i <= REPLACED; i++) {
      replace(cluster, cluster.node(i));
      cluster.pass(BETWEEN);
      assertThat(cluster.isWhole()).as("after %d: %s", i, cluster.fleet).isTrue();
    }
    cluster.mustHaveBeenSafe();
  }

  @ParameterizedTest(name = "{0} nodes, probes {1}")
  @CsvSource({"3, true", "5, true", "7, true", "3, false", "5, false", "7, false"})
  void thereIsAPrimaryAfterAllNodesAreReplacedAtOnce(int nodes, boolean probing) {
    TestCluster cluster = TestCluster.of(nodes, probing);
    cluster.placeActors(cluster.node(1), nodes);
    List<FleetMember> old = cluster.members();
    old.forEach(FleetMember::crash);
    old.forEach(member -> cluster.fleet.add().start());
    cluster.mustCome("there is a primary", () -> cluster.fleet.primary().isPresent(), cluster.timeouts(2, 4));
    cluster.mustBecomeWhole();
    cluster.mustHaveBeenSafe();
  }

  @Test
  void recordsOfFailedNodesAreGoneAfterAWhile() {
    MemberSettings settings = MemberSettings.of(MembershipConfig.DEFAULT);
    assertThat(settings.forgetAfter()).isEqualTo(Duration.ofDays(1));
    Duration hour = Duration.ofHours(1);
    TestCluster cluster = TestCluster.of(MembershipConfig.DEFAULT, settings.withForgetAfter(hour), true, 1);
    for (int i = 0; i < 5; i++) {
      cluster.fleet.add().start();
    }
    cluster.mustBecomeWhole();
    FleetMember first = cluster.primary();
    FleetMember second = cluster.other();
    first.crash();
    second.crash();
    cluster.mustCome("both are failed", () -> cluster.state(first.node()) == NodeState.FAILED
        && cluster.state(second.node()) == NodeState.FAILED, cluster.timeouts(2, 0));
    cluster.pass(hour.minus(cluster.timeouts(2, 0)));
    assertThat(cluster.state(first.node())).isEqualTo(NodeState.FAILED);
    cluster.mustCome("their records are gone", () -> cluster.state(first.node()) == NodeState.LEFT
        && cluster.state(second.node()) == NodeState.LEFT, hour);
    cluster.mustHaveBeenSafe();
  }

  @ParameterizedTest(name = "they are killed: {0}")
  @ValueSource(booleans = {true, false})
  void nothingStaysInTheStoreOfNodesThatAreGone(boolean killed) {
    MemberSettings settings = MemberSettings.of(MembershipConfig.DEFAULT).withForgetAfter(Duration.ofHours(1));
    TestCluster cluster = TestCluster.of(MembershipConfig.DEFAULT, settings, true, 1);
    for (int i = 0; i < 3; i++) {
      cluster.fleet.add().start();
    }
    cluster.mustBecomeWhole();
    cluster.placeActors(cluster.node(1), 3);
    cluster.pass(BETWEEN);
    List<String> before = keys(cluster);
    for (int i = 0; i < REPLACED; i++) {
      FleetMember guest = cluster.fleet.add();
      guest.start();
      cluster.pass(BETWEEN);
      if (killed) {
        guest.crash();
      } else {
        guest.leave();
      }
      cluster.pass(BETWEEN);
    }
    assertThat(keys(cluster)).as("their receipts stay for a while").hasSizeGreaterThan(before.size() + REPLACED / 2);
    cluster.pass(Duration.ofHours(3));
    assertThat(keys(cluster)).isEqualTo(before);
    cluster.mustHaveBeenSafe();
  }

  private static List<String> keys(TestCluster cluster) {
    try (Transaction transaction = cluster.fleet.store().begin()) {
      return transaction.snapshot().getRange(cluster.fleet.keys().all()).stream()
          .map(entry -> Keys.describe(entry.key())).toList();
    }
  }
}
