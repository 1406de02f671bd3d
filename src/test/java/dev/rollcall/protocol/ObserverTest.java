package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.detector.Watch;
import dev.rollcall.store.memory.Fault;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObserverTest {
  private static final Duration NANO = Duration.ofNanos(1);

  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");

  /** The process stays heard and looks twice while this much time passes, then looks a last time. */
  private void n1WatchesFor(Duration time) {
    n1.looks();
    for (int i = 0; i < 3; i++) {
      cluster.passes(time.dividedBy(3));
      n1.does(new SendHeartbeat());
      n1.looks();
    }
  }

  @Test
  void aNodeWatchedUnchangedForTheTimeoutIsSilent() {
    n1WatchesFor(cluster.config.failureTimeout());
    assertThat(n1.seesSilent(n2)).isTrue();
  }

  @Test
  void justBeforeTheTimeoutItIsNot() {
    n1WatchesFor(cluster.config.failureTimeout().minus(Duration.ofNanos(3)));
    assertThat(n1.seesSilent(n2)).isFalse();
    cluster.passes(Duration.ofNanos(3));
    assertThat(n1.seesSilent(n2)).as("time alone does not make a node silent, without another look").isFalse();
    n1.looks();
    assertThat(n1.seesSilent(n2)).isTrue();
  }

  @Test
  void aNewHeartbeatResetsTheWatch() {
    n1WatchesFor(cluster.config.failureTimeout());
    n2.does(new SendHeartbeat());
    assertThat(n1.seesSilent(n2)).isFalse();
    n1WatchesFor(cluster.config.failureTimeout().minus(Duration.ofSeconds(3)));
    assertThat(n1.seesSilent(n2)).isFalse();
    cluster.passes(Duration.ofSeconds(3));
    n1.looks();
    assertThat(n1.seesSilent(n2)).isTrue();
  }

  @Test
  void aPauseLongerThanTheGapBeginsTheWatchAnew() {
    n1.looks();
    cluster.passes(cluster.config.lookGap().plus(NANO));
    n1.does(new SendHeartbeat());
    n1.looks();
    cluster.passes(cluster.config.failureTimeout().minus(cluster.config.lookGap()));
    n1.looks();
    assertThat(n1.seesSilent(n2)).isFalse();
  }

  @Test
  void aPauseOfJustTheGapDoesNot() {
    n1.looks();
    cluster.passes(cluster.config.lookGap());
    n1.does(new SendHeartbeat());
    n1.looks();
    cluster.passes(cluster.config.failureTimeout().minus(cluster.config.lookGap()));
    n1.looks();
    assertThat(n1.seesSilent(n2)).isTrue();
  }

  @Test
  void aProcessWhoseOwnLeaseIsOverBeginsAnew() {
    n1WatchesFor(cluster.config.failureTimeout());
    cluster.passes(cluster.config.leaseDuration());
    n1.looks();
    assertThat(n1.state.watch()).isSameAs(Watch.NONE);
  }

  @Test
  void aProcessThatLosesTheStoreBeginsAnew() {
    n1WatchesFor(cluster.config.failureTimeout());
    n1.meeting(Fault.UNAVAILABLE).looks();
    assertThat(n1.state.watch()).isSameAs(Watch.NONE);
    n1.looks();
    n1.meeting(Fault.unavailableAt(2)).looks();
    assertThat(n1.state.watch()).isSameAs(Watch.NONE);
  }

  @Test
  void anOutageOfTheStoreMakesNobodySilent() {
    n1.looks();
    for (int i = 0; i < 3; i++) {
      cluster.passes(cluster.config.failureTimeout());
      n1.meeting(Fault.UNAVAILABLE).looks();
    }
    n1.does(new SendHeartbeat());
    n1.looks();
    assertThat(n1.seesSilent(n2)).isFalse();
  }

  @Test
  void membersWatchOthersAndNeverThemselves() {
    n1.looks();
    cluster.passes(cluster.config.lookGap());
    n2.does(new SendHeartbeat());
    n2.looks();
    assertThat(n1.seesSilent(n1)).isFalse();
    TestProcess n3 = cluster.joining("n3");
    n3.looks();
    assertThat(n3.state.watch()).as("a node that is not Active does not watch").isSameAs(Watch.NONE);
  }

  /** Whom a process watches: whoever has been watched for no time at all. */
  private static Set<NodeId> watched(TestProcess process) {
    process.looks();
    return process.state.watch().silent(Duration.ZERO);
  }

  @Test
  void aMemberWatchesItsSuccessorsOnTheRingAndThePrimary() {
    TestCluster five = new TestCluster(MembershipConfig.DEFAULT.withSuccessors(2));
    TestProcess c = five.member("c");
    TestProcess a = five.member("a");
    TestProcess d = five.member("d");
    TestProcess e = five.joining("e");
    TestProcess b = five.member("b");
    b.does(new NodeLeave());
    assertThat(watched(a)).as("whatever their states").containsExactlyInAnyOrder(b.id, c.id);
    assertThat(watched(d)).as("behind the last the first, and the primary").containsExactlyInAnyOrder(e.id, a.id, c.id);
    assertThat(watched(c)).as("the primary itself").containsExactlyInAnyOrder(d.id, e.id);
    c.does(new NodeLeave());
    c.does(new NodeLeaveComplete());
    assertThat(watched(d)).as("a vacant office").containsExactlyInAnyOrder(e.id, a.id);
  }

  @Test
  void aRingWithFewerNodesThanSuccessorsIsWatchedWhole() {
    TestProcess n3 = cluster.member("n3");
    assertThat(watched(n2)).containsExactlyInAnyOrder(n1.id, n3.id);
    assertThat(watched(new TestCluster().member("alone"))).isEmpty();
  }

  @Test
  void aNodeThatWasNoSuccessorMeanwhileIsWatchedAnew() {
    TestCluster three = TestCluster.watchingOne();
    TestProcess first = three.member("n1");
    TestProcess far = three.member("n3");
    Duration third = three.config.failureTimeout().dividedBy(3);
    first.looks();
    three.passes(third);
    TestProcess between = three.joining("n2");
    assertThat(watched(first)).containsExactly(between.id);
    between.does(new NodeLeave());
    first.looks();
    for (int i = 0; i < 3; i++) {
      assertThat(first.seesSilent(far)).as("after %d thirds of the timeout", i).isFalse();
      three.passes(third);
      first.does(new SendHeartbeat());
      first.looks();
    }
    assertThat(first.seesSilent(far)).isTrue();
  }

  @Test
  void aLookWritesNothingAndDoesNotMakeHeartbeatsConflict() {
    n1.during(() -> n2.does(new SendHeartbeat())).looks();
    n2.during(n1::looks).does(new SendHeartbeat());
  }

  /**
   * n1 stops between reading its clock and reading the store, and meanwhile n2 is heard: counted from the
   * beginning of that look, n2 would be called silent while its lease is live.
   */
  @Test
  void aNodeHeardDuringALongLookIsNotSilentWhileItsLeaseIsLive() {
    NodeContext slow = new NodeContext(n1.id, "", cluster.keys, n1.context.store(), () -> {
      long before = cluster.nanos;
      if (before == 1_000) {
        cluster.passes(Duration.ofSeconds(9));
        n2.does(new SendHeartbeat());
      }
      return before;
    }, n1.context.wallClock(), peer -> true, cluster.config, n1.context.tokens(), n1.context.journal());
    n1.state = new Observer().look(slow, n1.state);
    n1.does(new SendHeartbeat());
    n1.looks();
    cluster.passes(Duration.ofSeconds(6));
    n1.looks();
    assertThat(n2.hasLiveLease()).isTrue();
    assertThat(n1.seesSilent(n2)).isFalse();
  }
}
