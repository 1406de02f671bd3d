package dev.rollcall.conformance.simulate;

import dev.rollcall.MembershipConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All nodes lose power at once, and not all come back: those that do are a cluster. */
class PowerCycleTest {
  private static final Duration OFF = Duration.ofSeconds(5);

  private static TestCluster loseForGood(int nodes, int missing, boolean probing, int votes) {
    TestCluster cluster = TestCluster.of(nodes, probing, MembershipConfig.DEFAULT.withVotes(votes), 1);
    cluster.placeActors(cluster.node(1), nodes);
    List<FleetMember> members = cluster.members();
    members.forEach(FleetMember::crash);
    cluster.pass(OFF);
    members.subList(missing, nodes).forEach(FleetMember::start);
    return cluster;
  }

  @ParameterizedTest(name = "{0} nodes, {1} never back, probes {2}, votes {3}")
  @CsvSource({
      "3, 1, true, 1", "5, 1, true, 1", "7, 1, true, 1", "3, 1, false, 1", "5, 1, false, 1", "7, 1, false, 1",
      "3, 1, true, 2", "5, 1, true, 2", "7, 1, true, 2", "2, 1, true, 1", "5, 3, true, 2", "5, 4, true, 1"})
  void thereIsAPrimaryThoughMachinesDoNotComeBack(int nodes, int missing, boolean probing, int votes) {
    TestCluster cluster = loseForGood(nodes, missing, probing, votes);
    cluster.mustCome("there is a primary", () -> cluster.fleet.primary().isPresent(), cluster.timeouts(2, 4));
    cluster.mustBecomeWhole();
    cluster.mustHaveBeenSafe();
  }

  @ParameterizedTest(name = "{0} nodes, {1} never back, probes {2}, votes {3}")
  @CsvSource({
      "3, 2, true, 1", "7, 6, true, 1", "7, 6, false, 1", "7, 5, true, 2", "7, 5, false, 2", "15, 14, true, 1",
      "40, 36, true, 1", "40, 36, false, 1", "40, 38, true, 2"})
  void fewSurvivorsAreAWholeClusterWithinTheBound(int nodes, int missing, boolean probing, int votes) {
    TestCluster cluster = loseForGood(nodes, missing, probing, votes);
    cluster.mustCome("it is whole", cluster::isWhole, cluster.settings.recoveryBound(cluster.config));
    cluster.mustHaveBeenSafe();
  }
}
