package dev.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.NodeId;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.runtime.Complaint;
import dev.rollcall.store.memory.MemoryStore;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a member that runs shows in a registry. */
class MembershipMetersTest {
  private static final NodeId N1 = NodeId.of("n1");

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MembershipMeters meters = new MembershipMeters();
  private final MemoryStore store = new MemoryStore();
  private ClusterMember member;

  @AfterEach
  void close() {
    if (member != null) {
      member.close();
    }
    store.close();
  }

  private ClusterMember start() {
    member = ClusterMember.of("orders", N1, store).metrics(meters).start();
    return member;
  }

  private void join() throws Exception {
    member.join().get(30, TimeUnit.SECONDS);
  }

  private RequiredSearch find(String name) {
    return registry.get(name).tags("cluster", "orders", "node", "n1");
  }

  private double gauge(String name, String... tags) {
    return find(name).tags(tags).gauge().value();
  }

  @Test
  void boundBeforeTheMemberStartsTheyHearOfAllItsSteps() throws Exception {
    meters.bindTo(registry);
    start();
    join();
    assertThat(find("rollcall.steps").tags("action", "NodeJoin", "result", "performed").timer().count()).isEqualTo(1);
    assertThat(find("rollcall.events").tags("event", "joined").counter().count()).isEqualTo(1);
    assertThat(gauge("rollcall.member.primary")).isEqualTo(1);
  }

  @Test
  void boundAfterItJoinedTheyShowHowItIs() throws Exception {
    start();
    assertThat(registry.getMeters()).isEmpty();
    join();
    meters.bindTo(registry);
    assertThat(gauge("rollcall.member.state", "state", "active")).isEqualTo(1);
    assertThat(gauge("rollcall.member.state", "state", "left")).isZero();
    assertThat(gauge("rollcall.member.primary")).isEqualTo(1);
    assertThat(gauge("rollcall.member.healthy")).isEqualTo(1);
    assertThat(gauge("rollcall.member.complaint", "code", "lease_over")).isZero();
    assertThat(gauge("rollcall.member.settled")).isEqualTo(1);
    assertThat(gauge("rollcall.store.reachable")).isEqualTo(1);
    assertThat(gauge("rollcall.view.number")).isEqualTo(1);
    assertThat(gauge("rollcall.view.members")).isEqualTo(1);
    assertThat(find("rollcall.lease.left").timeGauge().value(TimeUnit.SECONDS))
        .isGreaterThan(0).isLessThanOrEqualTo((double) member.config().leaseDuration().toSeconds());
  }

  @Test
  void beforeItHasJoinedAllGaugesAreZeroButThoseOfTheStore() {
    meters.bindTo(registry);
    start();
    assertThat(gauge("rollcall.member.state", "state", "left")).isEqualTo(1);
    assertThat(gauge("rollcall.member.state", "state", "active")).isZero();
    assertThat(gauge("rollcall.member.primary")).isZero();
    assertThat(gauge("rollcall.member.healthy")).isZero();
    assertThat(gauge("rollcall.view.number")).isZero();
    assertThat(gauge("rollcall.view.members")).isZero();
    assertThat(find("rollcall.lease.left").timeGauge().value(TimeUnit.SECONDS)).isZero();
  }

  @Test
  void eachComplaintHasAGaugeOfItsOwn() throws Exception {
    meters.bindTo(registry);
    start();
    for (Complaint.Code code : Complaint.Code.values()) {
      assertThat(gauge("rollcall.member.complaint", "code", code.name().toLowerCase(Locale.ROOT))).isZero();
    }
    try (ClusterMember other = ClusterMember.of("orders", N1, store).start()) {
      other.join().get(30, TimeUnit.SECONDS);
      member.join();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (gauge("rollcall.member.complaint", "code", "join_waiting") == 0 && System.nanoTime() < end) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(gauge("rollcall.member.complaint", "code", "join_waiting")).isEqualTo(1);
      assertThat(gauge("rollcall.member.complaint", "code", "paused")).isZero();
    }
  }

  @Test
  void refusalsAreTimedUnderTheirReason() {
    meters.bindTo(registry);
    start();
    meters.step("ElectPrimary", "no_quorum", Duration.ofMillis(7));
    meters.step("ElectPrimary", "no_quorum", Duration.ofMillis(5));
    assertThat(find("rollcall.steps").tags("action", "ElectPrimary", "result", "no_quorum").timer()
        .totalTime(TimeUnit.MILLISECONDS)).isEqualTo(12);
  }

  @Test
  void pausesAreCountedWithTheirLength() {
    meters.bindTo(registry);
    start();
    meters.paused(Duration.ofSeconds(3));
    assertThat(find("rollcall.pauses").timer().count()).isEqualTo(1);
    assertThat(find("rollcall.pauses").timer().max(TimeUnit.SECONDS)).isEqualTo(3);
  }

  @Test
  void boundTwiceToARegistryTheyCountOnce() throws Exception {
    meters.bindTo(registry);
    meters.bindTo(registry);
    start();
    join();
    assertThat(find("rollcall.steps").tags("action", "NodeJoin", "result", "performed").timer().count()).isEqualTo(1);
  }

  @Test
  void theGaugesOfAClosedMemberGoAndWhatWasCountedStays() throws Exception {
    meters.bindTo(registry);
    start();
    join();
    member.close();
    assertThat(registry.find("rollcall.member.state").gauge()).isNull();
    assertThat(registry.getMeters()).isNotEmpty().noneMatch(meter -> meter.getId().getType() == Meter.Type.GAUGE);
    assertThat(find("rollcall.steps").tags("action", "NodeJoin", "result", "performed").timer().count()).isEqualTo(1);
  }

  @Test
  void afterOneMemberIsClosedTheNextShowsItsOwnState() throws Exception {
    meters.bindTo(registry);
    ClusterMember first = start();
    join();
    first.close();
    start();
    first.close();
    assertThat(gauge("rollcall.member.state", "state", "active")).isZero();
    assertThat(gauge("rollcall.member.state", "state", "left")).isEqualTo(1);
  }

  @Test
  void twoMembersAtOnceDoNotShareMeters() {
    start();
    assertThatThrownBy(() -> ClusterMember.of("orders", NodeId.of("n2"), store).metrics(meters).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("these meters are those of n1 in orders; give n2 in orders meters of its own");
  }
}
