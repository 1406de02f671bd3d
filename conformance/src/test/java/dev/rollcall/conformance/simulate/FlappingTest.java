package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.runtime.Complaint;
import dev.rollcall.runtime.MemberSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node whose process crashes soon after each start disturbs the others ever less. */
class FlappingTest {
  private static final int NODES = 5;
  private static final Duration UP = Duration.ofSeconds(5);
  private static final Duration HOUR = Duration.ofHours(1);

  private static TestCluster cluster(MemberSettings settings) {
    TestCluster cluster = TestCluster.of(MembershipConfig.DEFAULT, settings, true, 1);
    for (int i = 0; i < NODES; i++) {
      cluster.fleet.add().start();
    }
    cluster.mustBecomeWhole();
    cluster.pass(Duration.ofMinutes(1));
    return cluster;
  }

  private static long viewsWhileOneCrashes(TestCluster cluster, Duration time) {
    FleetMember flapping = cluster.other();
    FleetMember steady = cluster.primary();
    long before = steady.process().view().number();
    Duration end = cluster.fleet.time().now().plus(time);
    while (cluster.fleet.time().now().compareTo(end) < 0) {
      crashSoon(cluster, flapping);
    }
    return steady.process().view().number() - before;
  }

  private static void crashSoon(TestCluster cluster, FleetMember member) {
    cluster.mustCome(member + " is a member", () -> cluster.isMember(member), Duration.ofMinutes(7));
    cluster.pass(UP);
    member.crash();
    member.start();
  }

  @Test
  void aNodeThatKeepsCrashingChangesTheViewEverMoreRarely() {
    MemberSettings settings = MemberSettings.of(MembershipConfig.DEFAULT);
    long undamped = viewsWhileOneCrashes(cluster(settings.withRejoinDelay(Duration.ZERO)), HOUR);
    TestCluster cluster = cluster(settings);
    long damped = viewsWhileOneCrashes(cluster, HOUR);
    assertThat(undamped).isGreaterThan(300);
    assertThat(damped).isLessThan(45);
    cluster.mustHaveBeenSafe();
  }

  @Test
  void aNodeThatWasWellForAWhileIsNotDelayed() {
    TestCluster cluster = cluster(MemberSettings.of(MembershipConfig.DEFAULT));
    FleetMember flapping = cluster.other();
    for (int i = 0; i < 5; i++) {
      crashSoon(cluster, flapping);
    }
    cluster.mustCome("it waits, and says so", () -> flapping.driver().health().complainsOf(Complaint.Code.JOIN_WAITING)
        && flapping.driver().health().toString().contains("failed 5 times"), cluster.timeouts(2, 0));
    cluster.mustCome("it is a member again", () -> cluster.isMember(flapping), Duration.ofMinutes(5));
    cluster.pass(cluster.settings.rejoinDelay().multipliedBy(2));
    flapping.crash();
    flapping.start();
    cluster.mustCome("it is a member at once", () -> cluster.isMember(flapping), cluster.timeouts(1, 2));
  }

  @Test
  void powerCyclesInARowDelayNobody() {
    TestCluster cluster = cluster(MemberSettings.of(MembershipConfig.DEFAULT));
    for (int i = 0; i < 6; i++) {
      cluster.members().forEach(FleetMember::crash);
      cluster.members().forEach(FleetMember::start);
      cluster.mustCome("there is a primary", () -> cluster.fleet.primary().isPresent(), cluster.timeouts(2, 4));
      cluster.mustCome("all are members", cluster::isWhole, cluster.settings.recoveryBound(cluster.config));
    }
    cluster.mustHaveBeenSafe();
  }

  @Test
  void nodesThatKeepFailingStillReplaceAPrimaryThatIsDead() {
    TestCluster cluster = cluster(MemberSettings.of(MembershipConfig.DEFAULT));
    for (int i = 0; i < 8; i++) {
      List<FleetMember> failing = cluster.members().stream().filter(member -> !member.isPrimary()).toList();
      failing.forEach(FleetMember::crash);
      cluster.pass(cluster.timeouts(1, 1));
      failing.forEach(FleetMember::start);
      cluster.pass(cluster.timeouts(1, 1));
    }
    cluster.primary().crash();
    cluster.mustCome("there is a primary", () -> cluster.fleet.primary().isPresent(), cluster.timeouts(4, 4));
    cluster.mustHaveBeenSafe();
  }
}
