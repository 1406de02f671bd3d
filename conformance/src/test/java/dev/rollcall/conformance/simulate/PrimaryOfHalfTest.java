package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some nodes are dead, and the primary reaches few of the others: it decides, or another does. */
class PrimaryOfHalfTest {
  private static final int NODES = 9;
  private static final int DEAD = 3;
  private static final int ACTORS = 10;

  @ParameterizedTest(name = "the primary cannot reach {0} of the living")
  @CsvSource({"1", "2", "3", "4"})
  void anActorOfAMemberThatLeavesRunsElsewhereSoon(int unreached) {
    TestCluster cluster = TestCluster.of(NODES, true);
    FleetMember primary = cluster.primary();
    List<FleetMember> others =
        cluster.members().stream().filter(member -> member != primary).toList();
    cluster.dieOneByOne(others.subList(NODES - 1 - DEAD, NODES - 1));
    FleetMember leaver = others.get(NODES - 2 - DEAD);
    cluster.placeActors(leaver, ACTORS);
    others.subList(0, unreached).forEach(other -> cluster.fleet.partition(primary, other));
    cluster.pass(cluster.timeouts(4, 0));
    assertThat(cluster.fleet.primary()).isPresent();
    assertThat(cluster.members().stream().filter(cluster::isMember)).hasSize(NODES - DEAD);
    CompletableFuture<Void> left = leaver.leave();
    cluster.mustCome("it has left, and its actors run", () -> left.isDone() && cluster.allActorsRun(),
        cluster.looks(3));
    cluster.mustHaveBeenSafe();
  }
}
