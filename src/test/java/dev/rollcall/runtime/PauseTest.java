package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is paused for longer than the failure timeout, and wall clocks that jump. */
@Timeout(180)
class PauseTest {
  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aPausedPrimaryWakesUpFencedAndJoinsAnew() throws Exception {
    List<TestMember> members = cluster.joined(3);
    TestMember paused = cluster.primary().orElseThrow();
    String id = paused.id().toString();
    long incarnation = cluster.incarnation(id);
    long term = paused.term().orElseThrow();
    paused.way().pause();
    List<TestMember> rest = members.stream().filter(m -> m != paused).toList();
    TestMember successor = cluster.awaitPrimaryAmong(rest);
    assertThat(successor.term().orElseThrow()).isGreaterThan(term);
    assertThat(paused.isPrimary()).isFalse();
    assertThat(paused.member().leaseLeft()).isZero();
    paused.heard().clear();
    paused.way().resume();
    paused.heard().await("leaseRegained");
    assertThat(paused.heard().events()).containsSubsequence("leaseLost", "failed " + id, "leaseRegained");
    members.forEach(m -> m.awaitIn(3));
    paused.heard().await("joined " + id);
    assertThat(paused.heard().events()).as("of others, who did nothing").doesNotContain("viewChanged []")
        .noneMatch(event -> event.startsWith("left"));
    assertThat(cluster.incarnation(id)).isGreaterThan(incarnation);
    assertThat(paused.isPrimary()).isFalse();
  }

  @Test
  void aPausedMemberThatIsNotToJoinAnewStaysOut() throws Exception {
    cluster.joined(2);
    TestMember n3 = cluster.start("n3",
        builder -> builder.settings(MemberSettings.of(TestCluster.CONFIG).withRejoin(false)));
    Await.result(n3.member().join());
    n3.way().pause();
    cluster.members().get(0).heard().await("failed n3");
    n3.way().resume();
    n3.heard().await("failed n3");
    cluster.awaitHeartbeats("n1", 10);
    assertThat(n3.member().state()).isEqualTo(NodeState.LEFT);
    assertThat(n3.heard().events()).contains("leaseLost").doesNotContain("leaseRegained");
    assertThat(cluster.record("n3")).isNull();
  }

  @Test
  void aWallClockThatIsSetBackByDaysAgainAndAgainChangesNothing() throws Exception {
    AtomicLong readings = new AtomicLong();
    Instant now = Instant.parse("2024-02-29T23:59:59Z");
    for (int i = 1; i <= 3; i++) {
      TestMember member = cluster.start("n" + i,
          builder -> builder.wallClock(() -> now.minus(Duration.ofDays(readings.incrementAndGet()))));
      Await.result(member.member().join());
    }
    List<TestMember> members = cluster.members();
    members.forEach(m -> m.awaitIn(3));
    TestMember primary = cluster.awaitPrimaryAmong(members);
    List<Long> before = cluster.incarnations(3);
    members.forEach(m -> m.heard().clear());
    Await.pass(TestCluster.CONFIG.failureTimeout().multipliedBy(2));
    assertThat(cluster.incarnations(3)).isEqualTo(before);
    members.forEach(m -> assertThat(m.heard().events())
        .noneMatch(event -> event.startsWith("failed") || event.startsWith("primary")));
    assertThat(readings.get()).as("readings of the clock").isPositive();
    // And elections go on.
    Await.result(primary.member().leave());
    cluster.awaitPrimaryAmong(members.stream().filter(m -> m != primary).toList());
  }

  @Test
  void aWallClockThatRunsAheadEndsTheLeaseUntilTheNextHeartbeat() throws Exception {
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    TestMember n1 = cluster.start("n1", builder -> builder.wallClock(() -> Instant.now().plus(ahead.get())));
    Await.result(n1.member().join());
    Await.result(cluster.start("n2").member().join());
    n1.awaitIn(2);
    List<Long> before = cluster.incarnations(2);
    n1.heard().clear();
    // As after two days of sleep in which the monotonic clock stood still.
    n1.way().pause();
    ahead.set(Duration.ofDays(2));
    assertThat(n1.isPrimary()).isFalse();
    assertThat(n1.member().fence()).isEmpty();
    assertThat(n1.member().leaseLeft()).isZero();
    n1.way().resume();
    n1.heard().await("leaseRegained");
    assertThat(n1.heard().events()).containsSubsequence("leaseLost", "leaseRegained");
    Await.until("it is primary again", n1::isPrimary);
    assertThat(cluster.incarnations(2)).isEqualTo(before);
  }

  @Test
  void ofTwoProcessesOfANodeTheSecondWaitsWhileTheFirstBeatsAndWinsOnceItIsPaused() throws Exception {
    cluster.joined(2);
    TestMember first = cluster.start("n3");
    Await.result(first.member().join());
    long incarnation = cluster.incarnation("n3");
    TestMember second = cluster.start("n3");
    var joined = second.member().join();
    // So long that a silent process would have been replaced.
    Await.pass(TestCluster.CONFIG.failureTimeout().multipliedBy(2));
    assertThat(joined).isNotDone();
    assertThat(cluster.incarnation("n3")).isEqualTo(incarnation);
    first.way().pause();
    assertThat(Await.result(joined).contains(NodeId.of("n3"))).isTrue();
    long newer = cluster.incarnation("n3");
    assertThat(newer).isGreaterThan(incarnation);
    assertThat(first.member().leaseLeft()).isZero();
    first.way().resume();
    first.heard().await("superseded");
    cluster.awaitHeartbeats("n3", 10);
    assertThat(first.member().state()).isEqualTo(NodeState.LEFT);
    assertThat(first.heard().events()).contains("leaseLost").doesNotContain("failed n3", "leaseRegained");
    assertThat(cluster.incarnation("n3")).isEqualTo(newer);
    second.awaitIn(3);
    assertThat(second.heard().events()).doesNotContain("superseded", "leaseLost");
  }

  @Test
  void aRestartedProcessOfALoneNodeTakesOverByItself() throws Exception {
    TestMember first = cluster.joined(1).get(0);
    long incarnation = cluster.incarnation("n1");
    first.member().close();
    TestMember second = cluster.start("n1");
    Await.result(second.member().join());
    assertThat(cluster.incarnation("n1")).isGreaterThan(incarnation);
    cluster.awaitPrimaryAmong(List.of(second));
  }
}
