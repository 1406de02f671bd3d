package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeState;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.fdb.FdbServer;
import dev.rollcall.store.fdb.FdbStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that run by themselves on a live FoundationDB. */
@FdbCluster.Needed
@Timeout(240)
class FdbClusterMemberTest {
  private static final MembershipConfig CONFIG = new MembershipConfig(
      Duration.ofMillis(1_500), Duration.ofMillis(3_000), 0.01, Duration.ofMillis(2_500), 1, 4);

  @TempDir
  Path directory;

  private static TestCluster onTheCluster() {
    return new TestCluster(FdbStore.open(FdbCluster.freshPlace()), CONFIG);
  }

  private static List<TestMember> others(List<TestMember> members, TestMember one) {
    return members.stream().filter(m -> m != one).toList();
  }

  @Test
  void membersJoinAreToldOfEachOtherAndLeave() throws Exception {
    try (TestCluster cluster = onTheCluster()) {
      List<TestMember> members = cluster.joined(3);
      members.get(0).heard().await("joined n3");
      TestMember primary = cluster.primary().orElseThrow();
      Await.result(primary.member().leave());
      assertThat(primary.member().state()).isEqualTo(NodeState.LEFT);
      List<TestMember> rest = others(members, primary);
      cluster.awaitPrimaryAmong(rest);
      rest.forEach(m -> m.heard().await("left " + primary.id()));
      assertThat(Await.result(primary.member().join()).size()).isEqualTo(3);
    }
  }

  @Test
  void aPrimaryThatIsClosedIsSucceededAndItsNextProcessIsAMemberAgain() throws Exception {
    try (TestCluster cluster = onTheCluster()) {
      List<TestMember> members = cluster.joined(3);
      TestMember primary = cluster.primary().orElseThrow();
      String id = primary.id().toString();
      long incarnation = cluster.incarnation(id);
      primary.member().close();
      List<TestMember> rest = others(members, primary);
      cluster.awaitPrimaryAmong(rest);
      rest.forEach(m -> m.heard().await("failed " + id));
      TestMember restarted = cluster.start(id);
      Await.result(restarted.member().join());
      restarted.awaitIn(3);
      assertThat(cluster.incarnation(id)).isGreaterThan(incarnation);
      Await.until("the closed one's threads end", () -> restarted.threads().size() <= 2);
    }
  }

  @Test
  void aPausedPrimaryWakesUpFencedAndJoinsAnew() throws Exception {
    try (TestCluster cluster = onTheCluster()) {
      List<TestMember> members = cluster.joined(3);
      TestMember paused = cluster.primary().orElseThrow();
      String id = paused.id().toString();
      long incarnation = cluster.incarnation(id);
      paused.way().pause();
      cluster.awaitPrimaryAmong(others(members, paused));
      assertThat(paused.isPrimary()).isFalse();
      paused.heard().clear();
      paused.way().resume();
      paused.heard().await("leaseRegained");
      assertThat(paused.heard().events()).containsSubsequence("leaseLost", "failed " + id, "leaseRegained");
      members.forEach(m -> m.awaitIn(3));
      assertThat(cluster.incarnation(id)).isGreaterThan(incarnation);
    }
  }

  @Test
  void aServerThatDoesNotAnswerForLongerThanALeaseGetsNobodyFailed() throws Exception {
    try (FdbServer server = FdbServer.orNotRun("FdbClusterMemberTest: outage", directory)) {
      FdbOptions options = FdbOptions.DEFAULT.withClusterFile(server.clusterFile()).withPrefix(Bytes.EMPTY);
      try (TestCluster cluster = new TestCluster(FdbStore.open(options), CONFIG)) {
        List<TestMember> members = cluster.joined(3);
        List<Long> before = cluster.incarnations(3);
        server.freeze();
        members.forEach(m -> m.heard().await("leaseLost"));
        Await.pass(CONFIG.failureTimeout().multipliedBy(2));
        assertThat(cluster.primary()).isEmpty();
        server.thaw();
        members.forEach(m -> m.heard().await("leaseRegained"));
        cluster.awaitPrimaryAmong(members);
        members.forEach(m -> m.awaitIn(3));
        Await.pass(CONFIG.failureTimeout().multipliedBy(2));
        assertThat(cluster.incarnations(3)).isEqualTo(before);
      }
    }
  }
}
