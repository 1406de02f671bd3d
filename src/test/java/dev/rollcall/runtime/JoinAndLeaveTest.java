package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeDetails;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members that join, leave and are closed, in real time. */
@Timeout(180)
class JoinAndLeaveTest {
  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void membersJoinAndAllSeeAll() throws Exception {
    TestMember n1 = cluster.start("n1");
    assertThat(n1.member().state()).isEqualTo(NodeState.LEFT);
    MembershipView first = Await.result(n1.member().join());
    assertThat(first.members()).containsExactly(NodeId.of("n1"));
    TestMember n2 = cluster.start("n2");
    MembershipView second = Await.result(n2.member().join());
    assertThat(second.members()).containsExactly(NodeId.of("n1"), NodeId.of("n2"));
    n1.awaitIn(2);
    n1.heard().await("joined n2");
    n2.heard().await("joined n2");
    n2.heard().await("primaryElected n1");
    assertThat(n1.isPrimary()).isTrue();
    assertThat(n2.isPrimary()).isFalse();
    assertThat(n2.member().primary().orElseThrow().node()).isEqualTo(NodeId.of("n1"));
    assertThat(n2.heard().events()).doesNotContain("joined n1");
  }

  @Test
  void membersReadWhatOthersSayOfThemselves() throws Exception {
    TestMember n1 = cluster.start("n1", builder -> builder.tag("rack", "r6").tag("rack", "r7").tag("zone", "z1"));
    Await.result(n1.member().join());
    TestMember n2 = cluster.start("n2");
    Await.result(n2.member().join());
    Optional<Duration> lease = Optional.of(n1.member().config().leaseDuration());
    NodeDetails ofN1 =
        new NodeDetails(NodeState.ACTIVE, "n1:7000", lease, Tags.of(Map.of("rack", "r7", "zone", "z1")));
    assertThat(n2.member().details(NodeId.of("n1"))).contains(ofN1);
    assertThat(n2.member().details(NodeId.of("n9"))).isEmpty();
    assertThat(n2.member().details()).isEqualTo(Map.of(
        NodeId.of("n1"), ofN1, NodeId.of("n2"), new NodeDetails(NodeState.ACTIVE, "n2:7000", lease, Tags.NONE)));
  }

  @Test
  void tagsThatAreTooLongAreRefusedWhereTheyAreSet() {
    assertThatThrownBy(() -> cluster.start("n1", builder -> builder.tag("text", "x".repeat(1024))))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1028 bytes");
  }

  @Test
  void whoHasJoinedMayAskAgainAndIsAnsweredAtOnce() throws Exception {
    TestMember n1 = cluster.joined(1).get(0);
    assertThat(Await.result(n1.member().join())).isEqualTo(n1.member().view());
  }

  @Test
  void aPrimaryThatLeavesIsSucceededAndGone() throws Exception {
    List<TestMember> members = cluster.joined(3);
    TestMember primary = cluster.primary().orElseThrow();
    Await.result(primary.member().leave());
    assertThat(primary.member().state()).isEqualTo(NodeState.LEFT);
    assertThat(primary.member().view()).isEqualTo(MembershipView.NONE);
    assertThat(primary.isPrimary()).isFalse();
    assertThat(primary.member().fence()).isEmpty();
    List<TestMember> rest = members.stream().filter(m -> m != primary).toList();
    cluster.awaitPrimaryAmong(rest);
    rest.forEach(m -> {
      m.awaitIn(2);
      m.heard().await("left " + primary.id());
    });
    assertThat(cluster.record(primary.id().toString())).isNull();
    assertThat(Await.result(primary.member().join()).members()).hasSize(3);
  }

  @Test
  void aMemberDrainsBeforeItIsGone() throws Exception {
    CompletableFuture<Void> drained = new CompletableFuture<>();
    cluster.joined(1);
    TestMember n2 = cluster.start("n2", builder -> builder.drain(() -> drained));
    Await.result(n2.member().join());
    CompletableFuture<Void> left = n2.member().leave();
    Await.until("it is leaving", () -> n2.member().state() == NodeState.LEAVING);
    // It keeps its lease meanwhile, and is still a member.
    cluster.awaitHeartbeats("n2", 8);
    assertThat(left).isNotDone();
    assertThat(cluster.record("n2").state()).isEqualTo(NodeState.LEAVING);
    drained.complete(null);
    Await.result(left);
    assertThat(cluster.record("n2")).isNull();
    n2.heard().await("left n2");
  }

  @Test
  void aDrainThatFailsOrIsNoneDoesNotKeepAMember() throws Exception {
    List<Supplier<CompletionStage<?>>> drains = List.of(
        () -> CompletableFuture.failedFuture(new IllegalStateException("a test's failure")),
        () -> {
          throw new IllegalStateException("a test's failure");
        },
        () -> null);
    for (Supplier<CompletionStage<?>> drain : drains) {
      try (ClusterMember member = cluster.start("n1", builder -> builder.drain(drain)).member()) {
        Await.result(member.join());
        Await.result(member.leave());
        assertThat(cluster.record("n1")).isNull();
      }
    }
  }

  @Test
  void aDrainThatNeverEndsIsWaitedForSoLongAndNoLonger() throws Exception {
    Duration limit = Duration.ofMillis(600);
    TestMember n1 = cluster.start("n1", builder -> builder.drain(CompletableFuture::new)
        .settings(MemberSettings.of(TestCluster.CONFIG).withDrainTimeout(limit)));
    Await.result(n1.member().join());
    long began = System.nanoTime();
    Await.result(n1.member().leave());
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(limit.toNanos());
  }

  @Test
  void aDrainThatBlocksCostsNoLease() throws Exception {
    CompletableFuture<Void> drained = new CompletableFuture<>();
    TestMember n1 = cluster.start("n1", builder -> builder.drain(() -> {
      drained.join();
      return drained;
    }).settings(MemberSettings.of(TestCluster.CONFIG).withDrainTimeout(Duration.ofSeconds(Long.MAX_VALUE))));
    Await.result(n1.member().join());
    CompletableFuture<Void> left = n1.member().leave();
    Await.until("it is leaving", () -> n1.member().state() == NodeState.LEAVING);
    cluster.awaitHeartbeats("n1", 8);
    assertThat(n1.member().leaseLeft()).isPositive();
    drained.complete(null);
    Await.result(left);
  }

  @Test
  void whoHasNotJoinedHasLeftAtOnce() throws Exception {
    TestMember n1 = cluster.start("n1");
    n1.way().cut();
    Await.result(n1.member().leave());
    CompletableFuture<MembershipView> joining = n1.member().join();
    CompletableFuture<Void> leaving = n1.member().leave();
    assertThatThrownBy(() -> Await.result(joining)).isInstanceOf(CancellationException.class);
    Await.result(leaving);
  }

  @Test
  void leavingAndJoiningInOneBreathEndsInAMember() throws Exception {
    TestMember n1 = cluster.start("n1");
    for (int i = 0; i < 100; i++) {
      CompletableFuture<Void> left = n1.member().leave();
      CompletableFuture<MembershipView> joined = n1.member().join();
      Await.result(left);
      Await.result(joined);
      Await.result(n1.member().leave());
    }
  }

  @Test
  void whoIsAskedToJoinWhileLeavingIsGoneFirst() throws Exception {
    CompletableFuture<Void> drained = new CompletableFuture<>();
    TestMember n1 = cluster.start("n1", builder -> builder.drain(() -> drained));
    Await.result(n1.member().join());
    CompletableFuture<Void> left = n1.member().leave();
    Await.until("it is leaving", () -> n1.member().state() == NodeState.LEAVING);
    CompletableFuture<MembershipView> joined = n1.member().join();
    assertThat(joined).isNotDone();
    drained.complete(null);
    assertThat(Await.result(joined).number()).isEqualTo(3);
    assertThat(left).isCompleted();
  }

  @Test
  void oneThatIsClosedWithoutLeavingIsFailedByTheOthers() throws Exception {
    List<TestMember> members = cluster.joined(3);
    TestMember primary = cluster.primary().orElseThrow();
    primary.member().close();
    assertThat(primary.isPrimary()).isFalse();
    assertThat(primary.member().leaseLeft()).isZero();
    List<TestMember> rest = members.stream().filter(m -> m != primary).toList();
    cluster.awaitPrimaryAmong(rest);
    rest.forEach(m -> m.heard().await("failed " + primary.id()));
    assertThat(cluster.record(primary.id().toString()).state()).isEqualTo(NodeState.FAILED);
    assertThatThrownBy(() -> Await.result(primary.member().join())).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> Await.result(primary.member().leave())).isInstanceOf(CancellationException.class);
  }

  @Test
  void aMemberHasOneThreadAndAtMostOneMoreAndNoneOnceItIsClosed() throws Exception {
    List<TestMember> members = cluster.joined(3);
    for (int i = 0; i < 3; i++) {
      cluster.awaitHeartbeats("n1", 3);
      for (TestMember member : members) {
        assertThat(member.threads()).doesNotHaveDuplicates().contains("rollcall-" + member.id())
            .isSubsetOf("rollcall-" + member.id(), "rollcall-" + member.id() + "-listener");
      }
    }
    for (TestMember member : members) {
      member.member().close();
      member.member().close();
      // An idle teller would end by itself after ten seconds.
      Await.within(Duration.ofSeconds(8), () -> "these end: " + member.threads(), () -> member.threads().isEmpty());
    }
  }
}
