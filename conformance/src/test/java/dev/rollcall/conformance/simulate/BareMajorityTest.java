package dev.rollcall.conformance.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All but a bare majority are dead for good, and one of the living has trouble: it becomes a member again. */
class BareMajorityTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Trouble of one member, at the end of which its process runs. */
  private enum Trouble {
    RESTARTED_AT_ONCE((cluster, member) -> {
      member.crash();
      member.start();
    }),
    RESTARTED_LATER((cluster, member) -> {
      member.crash();
      cluster.pass(MINUTE);
      member.start();
    }),
    LEAVES_AND_RETURNS((cluster, member) -> {
      CompletableFuture<Void> left = member.leave();
      cluster.mustCome("it has left", left::isDone, cluster.timeouts(1, 0));
      member.crash();
      member.start();
    }),
    PAUSED((cluster, member) -> {
      member.pause();
      cluster.pass(MINUTE);
      member.resume();
    }),
    LOSES_THE_STORE((cluster, member) -> {
      member.cut();
      cluster.pass(MINUTE);
      member.heal();
    });

    private final BiConsumer<TestCluster, FleetMember> happens;

    Trouble(BiConsumer<TestCluster, FleetMember> happens) {
      this.happens = happens;
    }
  }

  static Stream<Arguments> clusters() {
    List<Arguments> clusters = new ArrayList<>();
    for (Trouble trouble : Trouble.values()) {
      for (int nodes : new int[] {3, 5, 7}) {
        for (boolean probing : new boolean[] {true, false}) {
          clusters.add(Arguments.of(trouble, nodes, probing, false));
          clusters.add(Arguments.of(trouble, nodes, probing, true));
        }
      }
    }
    return clusters.stream();
  }

  @ParameterizedTest(name = "{0}, {1} nodes, probes {2}, the primary {3}")
  @MethodSource("clusters")
  void theOneInTroubleBecomesAMemberAgainAndThereIsAPrimary(
      Trouble trouble, int nodes, boolean probing, boolean isPrimary) {
    TestCluster cluster = TestCluster.of(nodes, probing);
    cluster.dieOneByOne(cluster.members().subList(nodes / 2 + 1, nodes));
    cluster.mustBecomeWhole();
    FleetMember member = isPrimary ? cluster.primary() : cluster.other();
    trouble.happens.accept(cluster, member);
    cluster.mustCome("it is a member, and there is a primary",
        () -> cluster.isMember(member) && cluster.fleet.primary().isPresent(), cluster.timeouts(2, 2));
    cluster.mustHaveBeenSafe();
  }
}
