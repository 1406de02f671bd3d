package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.runtime.Complaint.Code;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members whose peers die for good, leave or cannot be reached, in real time. */
@Timeout(180)
class SurvivorsTest {
  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private TestMember joined(String id, SwitchedProbes links) throws Exception {
    TestMember member = cluster.start(id, builder -> builder.probes(links));
    Await.result(member.member().join());
    return member;
  }

  private static void awaitComplaint(TestMember member, Code code, String start) {
    Await.until(() -> member.id() + " complains: " + start + ", not " + member.member().health().complaints(),
        () -> member.member().health().complaints().stream()
            .anyMatch(complaint -> complaint.code() == code && complaint.text().startsWith(start)));
    assertThat(member.member().health().isHealthy()).isFalse();
  }

  @Test
  void after_a_power_cycle_the_nodes_that_come_back_fail_the_one_that_does_not() throws Exception {
    for (TestMember member : cluster.joined(3)) {
      member.member().close();
    }
    List<TestMember> back = List.of(cluster.start("n2"), cluster.start("n3"));
    List<CompletableFuture<MembershipView>> joined = back.stream().map(member -> member.member().join()).toList();
    cluster.awaitPrimaryAmong(back);
    for (CompletableFuture<MembershipView> join : joined) {
      Await.result(join);
    }
    back.forEach(member -> member.awaitIn(2));
    assertThat(cluster.record("n1").state()).isEqualTo(NodeState.FAILED);
  }

  @Test
  void the_last_of_three_goes_on_and_so_does_one_that_comes_back() throws Exception {
    List<TestMember> members = cluster.joined(3);
    members.get(0).member().close();
    members.get(1).member().close();
    TestMember last = members.get(2);
    last.awaitIn(1);
    cluster.awaitPrimaryAmong(List.of(last));
    TestMember again = cluster.start("n1");
    Await.result(again.member().join());
    last.awaitIn(2);
    assertThat(last.isPrimary()).isTrue();
  }

  @Test
  void a_primary_that_reaches_half_stays_and_says_that_it_has_no_quorum() throws Exception {
    SwitchedProbes links = new SwitchedProbes();
    TestMember n1 = joined("n1", links);
    Await.result(cluster.start("n2").member().join());
    n1.awaitIn(2);
    long term = n1.term().orElseThrow();
    links.cutFrom("n2");
    awaitComplaint(n1, Code.NO_QUORUM, "primary without a quorum: reaches 1 of 2 living nodes, itself included, and needs 2; "
        + "no answer from n2");
    assertThat(n1.term()).contains(term);
    links.heal();
    n1.awaitHealthy();
    assertThat(n1.term()).contains(term);
  }

  @Test
  void a_primary_of_half_resigns_when_one_of_its_half_begins_to_leave_though_the_view_stays() throws Exception {
    SwitchedProbes links = new SwitchedProbes();
    TestMember n1 = joined("n1", links);
    CompletableFuture<Void> drained = new CompletableFuture<>();
    TestMember n2 = cluster.start("n2", builder -> builder.drain(() -> drained));
    Await.result(n2.member().join());
    List<TestMember> others = List.of(cluster.start("n3"), cluster.start("n4"));
    for (TestMember other : others) {
      Await.result(other.member().join());
    }
    n1.awaitIn(4);
    links.cutFrom("n3", "n4");
    awaitComplaint(n1, Code.NO_QUORUM, "primary without a quorum: reaches 2 of 4");
    CompletableFuture<Void> left = n2.member().leave();
    cluster.awaitPrimaryAmong(others);
    assertThat(left).as("the view is the same").isNotDone();
    assertThat(n1.isPrimary()).isFalse();
    drained.complete(null);
    Await.result(left);
  }

  @Test
  void the_only_active_node_is_elected_though_it_reaches_none_of_those_that_are_leaving() throws Exception {
    CompletableFuture<Void> drained = new CompletableFuture<>();
    List<TestMember> leaving =
        List.of(cluster.start("n1", b -> b.drain(() -> drained)), cluster.start("n2", b -> b.drain(() -> drained)));
    for (TestMember member : leaving) {
      Await.result(member.member().join());
    }
    SwitchedProbes links = new SwitchedProbes();
    TestMember n3 = joined("n3", links);
    leaving.get(0).awaitIn(3);
    links.cutFrom("n1", "n2");
    List<CompletableFuture<Void>> left = leaving.stream().map(member -> member.member().leave()).toList();
    cluster.awaitPrimaryAmong(List.of(n3));
    assertThat(n3.member().view().size()).as("those that are leaving are members still").isEqualTo(3);
    drained.complete(null);
    for (CompletableFuture<Void> gone : left) {
      Await.result(gone);
    }
  }

  @Test
  void a_member_without_a_primary_says_since_when() throws Exception {
    TestMember primary = cluster.joined(1).get(0);
    SwitchedProbes links = new SwitchedProbes();
    TestMember n2 = joined("n2", links);
    TestMember n3 = joined("n3", links);
    primary.awaitIn(3);
    links.cutFrom("n2", "n3");
    Await.result(primary.member().leave());
    for (TestMember member : List.of(n2, n3)) {
      awaitComplaint(member, Code.NO_PRIMARY, "no primary since 20");
    }
    links.heal();
    cluster.awaitPrimaryAmong(List.of(n2, n3));
    List.of(n2, n3).forEach(TestMember::awaitHealthy);
  }

  @Test
  void members_that_leave_together_with_actors_do_not_wait_for_their_actors_to_move() throws Exception {
    // Without a primary nobody moves an actor: a member that waited for that would wait in vain.
    MemberSettings settings = MemberSettings.of(TestCluster.CONFIG).withDrainTimeout(Await.PATIENCE.multipliedBy(10));
    for (int i = 1; i <= 3; i++) {
      Await.result(cluster.start("n" + i, builder -> builder.settings(settings)).member().join());
    }
    List<TestMember> members = cluster.members();
    for (TestMember member : members) {
      assertThat(Await.result(member.member().actors().activate(ActorId.of("actor-" + member.id()))))
          .isInstanceOf(ActorOutcome.Performed.class);
    }
    for (CompletableFuture<Void> left : members.stream().map(member -> member.member().leave()).toList()) {
      Await.result(left);
    }
    assertThat(cluster.record("n1")).isNull();
  }

  @Test
  void the_primary_forgets_a_node_that_stays_failed_for_long_enough() throws Exception {
    Duration forgetAfter = Duration.ofSeconds(3);
    MemberSettings settings = MemberSettings.of(TestCluster.CONFIG).withForgetAfter(forgetAfter);
    TestMember n1 = cluster.start("n1", builder -> builder.settings(settings));
    Await.result(n1.member().join());
    TestMember n2 = cluster.start("n2");
    Await.result(n2.member().join());
    n1.awaitIn(2);
    n2.member().close();
    AtomicLong notFailed = new AtomicLong();
    Await.until("n2 is failed", () -> {
      long now = System.nanoTime();
      boolean failed = cluster.record("n2").state() == NodeState.FAILED;
      notFailed.updateAndGet(latest -> failed ? latest : now);
      return failed;
    });
    Await.until("n2 is forgotten", () -> cluster.record("n2") == null);
    assertThat(Duration.ofNanos(System.nanoTime() - notFailed.get()))
        .as("since it was last seen not failed").isGreaterThan(forgetAfter);
    TestMember again = cluster.start("n2");
    assertThat(Await.result(again.member().join()).size()).isEqualTo(2);
  }
}
