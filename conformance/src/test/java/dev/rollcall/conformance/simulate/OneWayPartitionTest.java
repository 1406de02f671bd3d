package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody can connect to the primary, though it can connect to all. */
class OneWayPartitionTest {
  @ParameterizedTest(name = "{0} nodes")
  @ValueSource(ints = {3, 5, 7, 15})
  void aPrimaryThatNobodyCanConnectToIsReplaced(int nodes) {
    TestCluster cluster = TestCluster.of(nodes, true);
    FleetMember primary = cluster.primary();
    cluster.members().stream().filter(other -> other != primary)
        .forEach(other -> cluster.fleet.partitionOneWay(other, primary));
    cluster.mustCome("another is primary",
        () -> cluster.fleet.primary().filter(other -> other != primary).isPresent(), cluster.looks(3));
    FleetMember successor = cluster.primary();
    cluster.pass(Duration.ofMinutes(10));
    assertThat(cluster.primary()).as("it stays").isSameAs(successor);
    cluster.mustHaveBeenSafe();
  }
}
