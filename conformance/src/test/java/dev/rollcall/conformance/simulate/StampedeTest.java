package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.runtime.MemberMetrics;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand members watch one primary. When it dies, its neighbours on the ring fail it, and not all thousand. */
@Timeout(300)
class StampedeTest {
  private static final int MEMBERS = 1000;
  private static final int ROUNDS = 3;
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final MemberSettings SETTINGS = MemberSettings.of(CONFIG);
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SLOW = SETTINGS.lookInterval().dividedBy(5);
  private static final Duration TICK = Duration.ofMillis(10);

  private final Map<String, Integer> tries = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final SlowFailing store = new SlowFailing(new MemoryStore(), SLOW, () -> time());
  private final Fleet fleet = new Fleet(store, CONFIG, SETTINGS, FleetListener.SILENT, 1);

  private VirtualTime time() {
    return fleet.time();
  }

  private void start() {
    fleet.probeNobody();
    fleet.measure(new MemberMetrics() {
      @Override
      public void step(String action, String result, Duration took) {
        tries.merge(action, 1, Integer::sum);
      }
    });
    for (int i = 0; i < MEMBERS; i++) {
      fleet.add().start();
    }
    assertThat(fleet.passUntil(() -> fleet.members().stream().allMatch(
        m -> m.driver().state() == NodeState.ACTIVE && m.process().view().size() == MEMBERS), LONG)).isPresent();
    fleet.time().pass(CONFIG.leaseDuration());
  }

  private FleetMember primaryAtAnyMoment() {
    fleet.time().pass(CONFIG.failureTimeout().plusNanos(random.nextLong(CONFIG.leaseDuration().toNanos())));
    tries.clear();
    return fleet.primary().orElseThrow();
  }

  private Duration succeed(FleetMember primary) {
    primary.crash();
    return fleet.passUntil(() -> fleet.primary().isPresent(), LONG).orElseThrow();
  }

  @Test
  void whereFailingTakesAWhileOnlyNeighboursOfThePrimaryTry() {
    start();
    for (int i = 0; i < ROUNDS; i++) {
      FleetMember primary = primaryAtAnyMoment();
      store.keep(new Keys(Fleet.CLUSTER).heartbeat(primary.node()));
      succeed(primary);
      assertThat(tries.get("MarkNodeFailed")).as("of round " + i + ": " + tries)
          .isBetween(1, 2 * CONFIG.successors());
      assertThat(tries.get("DetectFailure")).isLessThanOrEqualTo(2 * CONFIG.successors());
    }
  }

  @Test
  void thePrimaryIsSucceededWithinTheBoundAllTheSame() {
    start();
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(succeed(primaryAtAnyMoment())).isLessThanOrEqualTo(SETTINGS.failoverBound(CONFIG).plus(TICK));
    }
  }

  @Test
  void whereThePrimarysNeighboursAreGoneTooTheOthersFailItALittleLater() {
    start();
    FleetMember primary = primaryAtAnyMoment();
    List<FleetMember> ring = fleet.members().stream().sorted((a, b) -> a.node().compareTo(b.node())).toList();
    int at = ring.indexOf(primary);
    for (int i = 1; i <= CONFIG.successors(); i++) {
      ring.get(Math.floorMod(at - i, MEMBERS)).crash();
    }
    Duration took = succeed(primary);
    assertThat(took).isLessThanOrEqualTo(
        SETTINGS.failoverBound(CONFIG).plus(SETTINGS.lookInterval().multipliedBy(3)).plus(TICK));
    assertThat(took).as("from its last heartbeat on, which was before it died")
        .isGreaterThan(CONFIG.failureTimeout().minus(SETTINGS.heartbeatInterval()));
  }
}
