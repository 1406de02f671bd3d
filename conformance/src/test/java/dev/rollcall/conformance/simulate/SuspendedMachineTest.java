package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The primary's machine is suspended, its monotonic clock included; only the wall clock goes on. */
class SuspendedMachineTest {
  private static final int SEEDS = 40;
  private static final Duration SUSPENDED = Duration.ofMinutes(1);
  private static final Duration INSTANT = Duration.ofMillis(10);

  @ParameterizedTest(name = "cut off from the store when it wakes up: {0}")
  @ValueSource(booleans = {false, true})
  void thereAreNeverTwoPrimaries(boolean cut) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      TestCluster cluster = TestCluster.of(3, true, MembershipConfig.DEFAULT, seed);
      cluster.pass(Duration.ofMillis(new SplittableRandom(seed).nextInt(20_000)));
      FleetMember primary = cluster.primary();
      cluster.placeActors(primary, 1);
      primary.suspend();
      cluster.pass(SUSPENDED);
      if (cut) {
        primary.cut();
      }
      primary.wakeUp();
      for (Duration passed = Duration.ZERO; passed.compareTo(cluster.timeouts(1, 0)) < 0; passed = passed.plus(INSTANT)) {
        assertThat(cluster.members().stream().filter(FleetMember::isPrimary)).as("seed %d", seed).hasSize(1);
        assertThat(runningActors(cluster.members())).as("seed %d", seed).isLessThanOrEqualTo(1);
        cluster.pass(INSTANT);
      }
      primary.heal();
      cluster.mustBecomeWhole();
      cluster.mustHaveBeenSafe();
    }
  }

  private static long runningActors(List<FleetMember> members) {
    return members.stream().mapToLong(member -> member.driver().actors().running().keySet().stream()
        .filter(member.driver().actors()::runs).count()).sum();
  }
}
