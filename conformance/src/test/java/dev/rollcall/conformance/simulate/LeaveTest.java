package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Members with actors leave where others are dead, or leave too. */
class LeaveTest {
  private static final int ACTORS = 10;
  private static final int FEW = 5;

  @ParameterizedTest(name = "probes {0}, the primary leaves {1}")
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void theLastOfThreeTakesTheActorsOfTheOneThatLeaves(boolean probing, boolean primaryLeaves) {
    TestCluster cluster = TestCluster.of(3, probing);
    cluster.dieOneByOne(List.of(cluster.node(3)));
    FleetMember leaver = primaryLeaves ? cluster.primary() : cluster.other();
    FleetMember stays = cluster.node(leaver == cluster.node(1) ? 2 : 1);
    cluster.placeActors(leaver, ACTORS);
    cluster.steps.clear();
    CompletableFuture<Void> left = leaver.leave();
    cluster.mustCome("its actors run at the last one",
        () -> left.isDone() && stays.driver().actors().count() == ACTORS && cluster.allActorsRun(), cluster.looks(3));
    cluster.pass(cluster.timeouts(4, 0));
    assertThat(stays.isPrimary()).isTrue();
    assertThat(cluster.steps.getOrDefault("MigrateActors", 0)).as("each is a line in the log").isLessThanOrEqualTo(FEW);
    cluster.mustHaveBeenSafe();
  }

  @ParameterizedTest(name = "{0} nodes")
  @ValueSource(ints = {2, 3, 5, 9})
  void whereAllLeaveTogetherNobodyWaitsForItsActorsToMove(int nodes) {
    TestCluster cluster = TestCluster.of(nodes, true);
    cluster.members().forEach(member -> cluster.placeActors(member, ACTORS));
    List<CompletableFuture<Void>> left = cluster.members().stream().map(FleetMember::leave).toList();
    cluster.mustCome("all have left", () -> left.stream().allMatch(CompletableFuture::isDone), cluster.looks(2));
    cluster.members().forEach(FleetMember::crash);
    cluster.members().forEach(FleetMember::start);
    cluster.mustBecomeWhole();
    assertThat(cluster.members().stream().mapToInt(member -> member.driver().actors().count()).sum())
        .isEqualTo(nodes * ACTORS);
    cluster.mustHaveBeenSafe();
  }

  @ParameterizedTest(name = "node {0} stays, probes {1}")
  @CsvSource({"1, true", "5, true", "9, true", "1, false"})
  void nodesThatLeaveDoNotHideDeadOnesFromTheLastMember(int staying, boolean probing) {
    TestCluster cluster = TestCluster.of(9, probing);
    cluster.members().forEach(member -> cluster.placeActors(member, 2));
    for (int after = 1; after <= 8; after++) {
      FleetMember member = cluster.node((staying - 1 + after) % 9 + 1);
      if (after <= 5) {
        member.leave();
      } else {
        member.crash();
      }
    }
    cluster.mustCome("it is whole", cluster::isWhole, cluster.settings.recoveryBound(cluster.config));
    cluster.mustHaveBeenSafe();
  }
}
