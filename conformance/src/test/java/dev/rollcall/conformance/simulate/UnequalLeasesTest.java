package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.runtime.MemberSettings;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One node is configured with a much longer lease than the others. */
class UnequalLeasesTest {
  private static final MembershipConfig SHORT = new MembershipConfig(
      Duration.ofMillis(400), Duration.ofMillis(600), 0.01, Duration.ofMillis(400), 1, 4);
  private static final MembershipConfig LONG = MembershipConfig.DEFAULT;
  private static final int CLUSTERS = 20;
  private static final int SAMPLES = 25;

  /** The first of three nodes is primary, and has the long lease. */
  private static TestCluster cluster(long seed) {
    TestCluster cluster = TestCluster.of(SHORT, MemberSettings.of(SHORT), true, seed);
    FleetMember patient = cluster.fleet.add(LONG, MemberSettings.of(LONG));
    patient.start();
    cluster.pass(LONG.leaseDuration());
    cluster.fleet.add().start();
    cluster.fleet.add().start();
    cluster.mustCome("it is primary of three", () -> cluster.isWhole() && patient.isPrimary(),
        LONG.failureTimeout().multipliedBy(4));
    return cluster;
  }

  @Test
  void nobodyElseIsPrimaryWhileTheLongLeaseLasts() {
    int both = 0;
    for (long seed = 1; seed <= CLUSTERS; seed++) {
      TestCluster cluster = cluster(seed);
      SplittableRandom random = new SplittableRandom(seed);
      cluster.node(1).cut();
      for (int i = 0; i < SAMPLES; i++) {
        cluster.pass(Duration.ofMillis(random.nextInt(1_000)));
        both += cluster.members().stream().filter(FleetMember::isPrimary).count() > 1 ? 1 : 0;
      }
      cluster.mustHaveBeenSafe();
    }
    assertThat(both).isZero();
  }

  @Test
  void anotherIsPrimaryOnceTheLongLeaseIsOver() {
    TestCluster cluster = cluster(1);
    cluster.node(1).crash();
    Duration took = cluster.mustCome("another is primary", () -> cluster.fleet.primary().isPresent(),
        LONG.failureTimeout());
    assertThat(took).isGreaterThan(LONG.leaseDuration().minus(MemberSettings.of(LONG).heartbeatInterval()));
    cluster.mustHaveBeenSafe();
  }
}
