package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Neighbours on the ring of ids die together, more of them than a member watches: as if a zone had lost power. */
class MassFailureTest {
  @ParameterizedTest(name = "{1} of {0} die, probes {2}, votes {3}")
  @CsvSource({
      "9, 5, true, 1", "9, 7, true, 2", "20, 12, true, 1", "20, 12, false, 2", "40, 13, true, 2", "40, 36, true, 1",
      "40, 36, false, 2", "40, 38, true, 2"})
  void aRunOfDeadNodesThatIsLongerThanTheWindowIsFoundWithinTwoTimeouts(
      int nodes, int dying, boolean probing, int votes) {
    MembershipConfig config = MembershipConfig.DEFAULT.withVotes(votes);
    assertThat(dying).isGreaterThan(config.successors());
    TestCluster cluster = TestCluster.of(nodes, probing, config, 1);
    cluster.members().forEach(member -> cluster.placeActors(member, 2));
    List<FleetMember> ring = cluster.members().stream()
        .sorted(Comparator.comparing(FleetMember::node, Comparator.<NodeId>naturalOrder())).toList();
    ring.subList(0, dying).forEach(FleetMember::crash);
    cluster.mustCome("it is whole", cluster::isWhole, cluster.settings.recoveryBound(config));
    cluster.mustHaveBeenSafe();
  }

  @ParameterizedTest(name = "votes {0}")
  @ValueSource(ints = {1, 2})
  void aRunThatIsLongerThanTheWideWindowTakesATimeoutMoreForEachWindow(int votes) {
    MembershipConfig config = MembershipConfig.DEFAULT.withVotes(votes);
    TestCluster cluster = TestCluster.of(150, true, config, 1);
    List<FleetMember> members = cluster.members();
    for (int i = 0; i < members.size(); i++) {
      if (i != 0 && i != 74) {
        members.get(i).crash();
      }
    }
    Duration window = config.failureTimeout().plus(cluster.settings.lookInterval().multipliedBy(2));
    cluster.mustCome("it is whole", cluster::isWhole,
        cluster.settings.recoveryBound(config).plus(window.multipliedBy(votes)));
    cluster.mustHaveBeenSafe();
  }
}
