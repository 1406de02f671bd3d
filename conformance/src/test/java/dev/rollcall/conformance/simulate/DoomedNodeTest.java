package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.runtime.MemberMetrics;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A dead node that enough nodes suspect is on nobody's ring any more, and is failed all the same. */
class DoomedNodeTest {
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final MemberSettings SETTINGS = MemberSettings.of(CONFIG);
  private static final int NODES = 5;
  private static final int SEEDS = 20;

  private final Set<String> refusals = new TreeSet<>();

  private Fleet started(long seed) {
    Fleet fleet = new Fleet(new MemoryStore(), CONFIG, SETTINGS, FleetListener.SILENT, seed);
    fleet.measure(new MemberMetrics() {
      @Override
      public void step(String action, String result, Duration took) {
        if (action.equals("MarkNodeFailed")) {
          refusals.add(result);
        }
      }
    });
    for (int i = 0; i < NODES; i++) {
      fleet.add().start();
    }
    fleet.time().pass(Duration.ofMinutes(1));
    return fleet;
  }

  @Test
  void itIsFailedByThoseWithAQuorumThoughAnotherWithoutOneSuspectedItFirst() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Fleet fleet = started(seed);
      FleetMember alone = fleet.members().get(NODES - 2);
      FleetMember dead = fleet.members().get(NODES - 1);
      fleet.members().stream().filter(other -> other != alone).forEach(other -> fleet.partition(alone, other));
      fleet.time().pass(Duration.ofMinutes(1));
      dead.crash();
      Duration bound = CONFIG.failureTimeout().plus(SETTINGS.lookInterval().multipliedBy(2));
      assertThat(fleet.passUntil(() -> !fleet.primary().orElseThrow().process().view().contains(dead.node()), bound))
          .as("seed %d: %s", seed, fleet).isPresent();
    }
    assertThat(refusals).as("the one that is alone tried first, at some seed").contains("no_quorum");
  }

  @Test
  void aVoteIsCastOnceHoweverLongItWaitsForOthers() {
    TestCluster cluster = TestCluster.of(3, false, MembershipConfig.DEFAULT.withVotes(2), 1);
    cluster.node(2).crash();
    cluster.node(3).crash();
    cluster.steps.clear();
    cluster.pass(Duration.ofMinutes(10));
    assertThat(cluster.steps).containsEntry("DetectFailure", 2);
    cluster.node(2).start();
    cluster.mustBecomeWhole();
  }
}
