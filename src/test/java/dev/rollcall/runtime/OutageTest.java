package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The store is lost for longer than a lease, for all members or for one. */
@Timeout(180)
class OutageTest {
  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void anOutageForAllEndsAllLeasesAndFailsNobody() throws Exception {
    List<TestMember> members = cluster.joined(3);
    List<Long> before = cluster.incarnations(3);
    long term = cluster.primary().orElseThrow().term().orElseThrow();
    members.forEach(m -> m.way().cut());
    members.forEach(m -> m.heard().await("leaseLost"));
    Await.pass(TestCluster.CONFIG.failureTimeout().multipliedBy(2));
    assertThat(cluster.primary()).isEmpty();
    assertThat(members).allMatch(m -> m.member().leaseLeft().isZero() && !m.member().health().storeReachable());
    members.forEach(m -> m.way().heal());
    members.forEach(m -> m.heard().await("leaseRegained"));
    TestMember primary = cluster.awaitPrimaryAmong(members);
    assertThat(primary.term().orElseThrow()).isBetween(term, term + 1);
    members.forEach(m -> m.awaitIn(3));
    // So long that whoever was to be failed would have been.
    Await.pass(TestCluster.CONFIG.failureTimeout().multipliedBy(2));
    assertThat(cluster.incarnations(3)).isEqualTo(before);
    assertThat(members).allMatch(m -> m.heard().events().stream().noneMatch(e -> e.startsWith("failed")));
    members.forEach(m -> Await.until(() -> m.id() + " is healthy: " + m.member().health(),
        () -> m.member().health().isHealthy()));
  }

  @Test
  void aPrimaryThatLosesTheStoreAloneEndsByItselfIsSucceededAndComesBackAsAMember() throws Exception {
    List<TestMember> members = cluster.joined(3);
    TestMember primary = cluster.primary().orElseThrow();
    String id = primary.id().toString();
    long incarnation = cluster.incarnation(id);
    primary.way().cut();
    Await.until("it is primary no more", () -> !primary.isPrimary());
    primary.heard().await("leaseLost");
    assertThat(primary.member().fence()).isEmpty();
    List<TestMember> rest = members.stream().filter(m -> m != primary).toList();
    TestMember successor = cluster.awaitPrimaryAmong(rest);
    rest.forEach(m -> m.heard().await("failed " + id));
    assertThat(primary.member().state()).as("it cannot know").isEqualTo(NodeState.ACTIVE);
    primary.way().heal();
    primary.heard().await("failed " + id);
    Await.until("it is a new incarnation", () -> cluster.incarnation(id) > incarnation);
    members.forEach(m -> m.awaitIn(3));
    primary.heard().await("leaseRegained");
    primary.heard().await("primaryElected " + successor.id());
    assertThat(primary.isPrimary()).isFalse();
    assertThat(primary.member().primary().orElseThrow().node()).isEqualTo(successor.id());
  }

  @Test
  void aMemberThatIsToStayOutDoesSoUntilItIsAsked() throws Exception {
    cluster.joined(2);
    TestMember n3 = cluster.start("n3",
        builder -> builder.settings(MemberSettings.of(TestCluster.CONFIG).withRejoin(false)));
    Await.result(n3.member().join());
    n3.way().cut();
    cluster.members().get(0).heard().await("failed n3");
    n3.way().heal();
    n3.heard().await("failed n3");
    assertThat(n3.heard().events()).contains("leaseLost");
    cluster.awaitHeartbeats("n1", 10);
    assertThat(n3.member().state()).isEqualTo(NodeState.LEFT);
    assertThat(cluster.record("n3")).isNull();
    Await.result(n3.member().join());
    n3.awaitIn(3);
  }

  @Test
  void joiningWaitsForTheStore() throws Exception {
    TestMember n1 = cluster.start("n1");
    n1.way().cut();
    var joined = n1.member().join();
    Await.until("the store was missed", () -> !n1.member().health().storeReachable());
    Await.pass(Duration.ofMillis(100));
    assertThat(joined).isNotDone();
    n1.way().heal();
    assertThat(Await.result(joined).members()).containsExactly(NodeId.of("n1"));
  }

  @Test
  void leavingWaitsForTheStoreAndClaimsNothingMeanwhile() throws Exception {
    cluster.joined(2);
    TestMember primary = cluster.primary().orElseThrow();
    primary.way().cut();
    var left = primary.member().leave();
    primary.heard().await("leaseLost");
    assertThat(left).isNotDone();
    primary.way().heal();
    Await.result(left);
    assertThat(primary.member().state()).isEqualTo(NodeState.LEFT);
  }
}
