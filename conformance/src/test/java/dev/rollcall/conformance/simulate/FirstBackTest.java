package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All nodes lose the store, and one gets it back a while before the others, whose processes still answer its probes. */
class FirstBackTest {
  private static final int NODES = 5;
  private static final int ACTORS = 10;
  private static final Duration AWAY = Duration.ofSeconds(30);

  private static TestCluster loseTheStore(boolean probing, int votes) {
    TestCluster cluster = TestCluster.of(NODES, probing, MembershipConfig.DEFAULT.withVotes(votes), 1);
    cluster.members().forEach(member -> cluster.placeActors(member, ACTORS));
    cluster.members().forEach(FleetMember::cut);
    cluster.pass(AWAY);
    return cluster;
  }

  private static void othersComeBack(TestCluster cluster) {
    cluster.members().forEach(FleetMember::heal);
    cluster.mustCome("all are members", cluster::isWhole, cluster.timeouts(2, 4));
    cluster.mustHaveBeenSafe();
  }

  @ParameterizedTest(name = "{0} s ahead, node {1}, probes {2}")
  @CsvSource({
      "40, 5, true", "120, 5, true", "40, 5, false", "120, 5, false", "40, 1, true", "120, 1, true", "40, 1, false"})
  void theFirstOneIsPrimaryAndServesUntilTheOthersAreBack(int ahead, int first, boolean probing) {
    TestCluster cluster = loseTheStore(probing, 1);
    FleetMember member = cluster.node(first);
    member.heal();
    cluster.mustCome("it is primary and runs all actors",
        () -> member.isPrimary() && member.driver().actors().count() == NODES * ACTORS, cluster.timeouts(1, 4));
    cluster.pass(Duration.ofSeconds(ahead).minus(cluster.timeouts(1, 4)));
    assertThat(member.isPrimary()).isTrue();
    othersComeBack(cluster);
  }

  @ParameterizedTest(name = "{0} s ahead, votes {1}, probes {2}")
  @CsvSource({"12, 1, true", "20, 1, true", "12, 1, false", "20, 1, false", "12, 2, true", "20, 2, false"})
  void whoeverIsFirstAllAreMembersInTheEnd(int ahead, int votes, boolean probing) {
    TestCluster cluster = loseTheStore(probing, votes);
    cluster.node(NODES).heal();
    cluster.pass(Duration.ofSeconds(ahead));
    othersComeBack(cluster);
  }

  @ParameterizedTest(name = "{0} s ahead, probes {1}")
  @CsvSource({"40, true", "120, true", "40, false", "120, false"})
  void whereTwoVotesAreWantedTheFirstOneWaits(int ahead, boolean probing) {
    TestCluster cluster = loseTheStore(probing, 2);
    FleetMember first = cluster.node(NODES);
    assertThat(first.isPrimary()).isFalse();
    first.heal();
    long end = cluster.fleet.time().now().plusSeconds(ahead).toNanos();
    while (cluster.fleet.time().nowNanos() < end) {
      cluster.pass(cluster.looks(1));
      assertThat(first.isPrimary()).isFalse();
      cluster.members().forEach(member -> assertThat(cluster.state(member.node()).isMember()).isTrue());
    }
    othersComeBack(cluster);
  }
}
