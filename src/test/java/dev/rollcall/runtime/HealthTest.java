package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.runtime.Complaint.Code;
import dev.rollcall.store.CommitOutcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each thing that can be wrong with a member shows under its code, and no longer once it is right again. */
@Timeout(180)
class HealthTest {
  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private TestMember joined() throws Exception {
    TestMember n1 = cluster.joined(1).get(0);
    n1.awaitHealthy();
    return n1;
  }

  @Test
  void a_store_that_is_away_and_the_lease_that_ends_meanwhile() throws Exception {
    TestMember n1 = joined();
    n1.way().cut();
    n1.awaitComplaint(Code.STORE_UNREACHABLE);
    n1.awaitComplaint(Code.LEASE_OVER);
    assertThat(n1.member().health().isHealthy()).isFalse();
    n1.way().heal();
    n1.awaitHealthy();
  }

  @Test
  void a_store_that_is_closed() throws Exception {
    TestMember n1 = joined();
    n1.way().onCall(call -> {
      throw new IllegalStateException("the store is closed");
    });
    n1.awaitComplaint(Code.STEP_FAILED);
    n1.awaitComplaint(Code.LEASE_OVER);
    assertThat(n1.member().health().storeReachable()).isFalse();
    assertThat(n1.member().health().complaints()).anySatisfy(complaint ->
        assertThat(complaint.text()).contains("IllegalStateException: the store is closed"));
    assertThat(n1.member().isPrimary()).isFalse();
    n1.way().onCall(call -> {});
    n1.awaitHealthy();
    Await.until("it is primary again", () -> n1.member().isPrimary());
  }

  @Test
  void a_step_that_nobody_knows_the_outcome_of() throws Exception {
    TestMember n1 = joined();
    n1.way().tells(outcome -> {
      n1.way().cut();
      return CommitOutcome.Unknown.INSTANCE;
    });
    n1.awaitComplaint(Code.STEP_UNSETTLED);
    n1.way().tells(outcome -> outcome);
    n1.way().heal();
    n1.awaitHealthy();
  }

  @Test
  void a_store_that_is_slow() throws Exception {
    TestMember n1 = joined();
    n1.way().onCall(call -> {
      if (call.name().equals("commit")) {
        Await.pass(MemberSettings.of(TestCluster.CONFIG).heartbeatInterval());
      }
    });
    n1.awaitComplaint(Code.STORE_SLOW);
    n1.way().onCall(call -> {});
    n1.awaitHealthy();
  }

  @Test
  void probes_that_fail() throws Exception {
    SwitchedProbes probes = new SwitchedProbes();
    TestMember n1 = cluster.start("n1", builder -> builder.probes(probes));
    Await.result(n1.member().join());
    n1.awaitHealthy();
    probes.complain("no host can be looked up");
    assertThat(n1.member().health().complaints())
        .contains(new Complaint(Code.PROBES_FAILING, "no host can be looked up"));
    probes.complain();
    n1.awaitHealthy();
  }

  @Test
  void heartbeats_that_come_late_or_after_a_pause() {
    MemberSettings settings = MemberSettings.of(TestCluster.CONFIG);
    SelfCheck check = new SelfCheck(settings);
    check.woke(settings.lookInterval().plusNanos(1));
    check.beat(settings.heartbeatInterval().multipliedBy(2).plusNanos(1), Duration.ZERO);
    assertThat(check.complaints()).extracting(Complaint::code).containsExactly(Code.PAUSED, Code.HEARTBEAT_LATE);
    for (int i = 0; i < SelfCheck.ON_TIME; i++) {
      assertThat(check.isFit()).isFalse();
      check.beat(settings.heartbeatInterval(), Duration.ZERO);
    }
    assertThat(check.complaints()).isEmpty();
  }
}
