package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritableRegistry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.memory.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  void aMemberMayLookAsRarelyAsItsLeaseAllows() {
    n1.looks();
    for (int i = 0; i < 3; i++) {
      cluster.passes(cluster.config.lookGap().dividedBy(2).plus(NANO));
      n1.does(new SendHeartbeat());
    }
    n1.looks();
    assertThat(n1.seesSilent(n2)).isTrue();
  }

  @Test
  void aProcessThatHasNotJoinedMustLookOften() {
    TestProcess later = cluster.process("n2");
    later.looks();
    cluster.passes(cluster.config.failureTimeout());
    later.looks();
    assertThat(later.seesSilent(n2)).as("after a pause longer than the gap").isFalse();
    for (int i = 0; i < 2; i++) {
      cluster.passes(cluster.config.lookGap());
      later.looks();
    }
    assertThat(later.seesSilent(n2)).isTrue();
  }

  @Test
  void aProcessWhoseOwnLeaseIsOverBeginsAgain() {
    n1WatchesFor(cluster.config.failureTimeout());
    cluster.passes(cluster.config.leaseDuration());
    n1.looks();
    assertThat(n1.state.watch()).isSameAs(Watch.NONE);
  }

  @Test
  void aLeaseThatLapsedBetweenTwoLooksMakesTheWatchBeginAgain() {
    n1WatchesFor(cluster.config.failureTimeout());
    cluster.passes(cluster.config.leaseDuration());
    assertThat(n1.state.silent(cluster.reading())).as("under a lease that is over").isEmpty();
    n1.does(new SendHeartbeat());
    assertThat(n1.hasLiveLease()).isTrue();
    assertThat(n1.state.watch()).isSameAs(Watch.NONE);
    n1.looks();
    assertThat(n1.seesSilent(n2)).isFalse();
  }

  @Test
  void aLeaseThatLapsesWhileItIsRenewedMakesTheWatchBeginAgain() {
    n1WatchesFor(cluster.config.failureTimeout());
    cluster.passes(NANO);
    n1.during(() -> cluster.passes(cluster.config.leaseDuration())).does(new SendHeartbeat());
    assertThat(n1.state.watch()).isSameAs(Watch.NONE);
  }

  @Test
  void aLeaseThatIsRenewedInTimeKeepsTheWatch() {
    n1WatchesFor(cluster.config.failureTimeout());
    n1.during(() -> cluster.passes(cluster.config.leaseDuration().minus(NANO))).does(new SendHeartbeat());
    assertThat(n1.seesSilent(n2)).isTrue();
    assertThat(n1.state.silent(cluster.reading())).containsExactly(n2.id);
  }

  @Test
  void aLeaseThatLapsedBeforeItsRenewalWasSettledMakesTheWatchBeginAgain() {
    TestProcess n3 = cluster.joining("n3");
    for (int i = 0; i <= 3; i++) {
      n3.does(new SendHeartbeat());
      n3.looks();
      cluster.passes(cluster.config.failureTimeout().dividedBy(3));
    }
    n3.does(new SendHeartbeat());
    n3.looks();
    assertThat(n3.seesSilent(n1)).isTrue();
    cluster.passes(NANO);
    StepOutcome unknown = n3.meeting(Fault.UNKNOWN_COMMITTED).tries(new NodeJoinComplete());
    cluster.passes(cluster.config.leaseDuration());
    StepOutcome settled = new Settlement().settle(
        new NodeJoinComplete(), n3.context, (StepOutcome.OutcomeUnknown) unknown, null);
    assertThat(settled).isInstanceOf(StepOutcome.Performed.class);
    assertThat(settled.process().watch()).isSameAs(Watch.NONE);
  }

  @Test
  void aMachineThatWasSuspendedBeginsItsWatchAgain() {
    n1WatchesFor(cluster.config.failureTimeout());
    cluster.isSuspendedFor(Duration.ofSeconds(2));
    assertThat(n1.hasLiveLease()).isFalse();
    assertThat(n1.state.silent(cluster.reading())).isEmpty();
    n1.does(new SendHeartbeat());
    assertThat(n1.hasLiveLease()).isTrue();
    assertThat(n1.state.watch()).isSameAs(Watch.NONE);
  }

  @Test
  void aNodeIsWatchedForAsLongAsItsOwnLeaseTakes() {
    Duration lease = cluster.config.leaseDuration().multipliedBy(3);
    MembershipConfig patient = new MembershipConfig(lease, lease.multipliedBy(2), 0.01, lease, 1, 4);
    TestProcess n3 = cluster.process("n3", patient);
    n3.does(new NodeJoin());
    for (Duration watched = Duration.ZERO; watched.compareTo(Duration.ofSeconds(30)) < 0;
        watched = watched.plusSeconds(5)) {
      n1WatchesFor(Duration.ofSeconds(5).plusNanos(1));
    }
    assertThat(n1.seesSilent(n2)).isTrue();
    assertThat(n3.hasLiveLease()).as("30 s later and some nanoseconds").isFalse();
    assertThat(n1.seesSilent(n3)).as("but n1's clock may be slow, or n3's have stood still").isFalse();
    n1WatchesFor(Duration.ofMillis(1_313));
    assertThat(n1.seesSilent(n3)).isTrue();
  }

  @Test
  void aRecordThatDoesNotStateItsLeaseIsTakenToHaveOnesOwn() {
    StoreFixture.commit(cluster.store, transaction -> {
      WritableRegistry registry = Registry.writable(transaction, cluster.keys);
      NodeRecord record = registry.record(n2.id);
      registry.putRecord(n2.id, new NodeRecord(record.state(), record.incarnation(), record.address()));
    });
    n1WatchesFor(cluster.config.failureTimeout());
    assertThat(n1.seesSilent(n2)).isTrue();
  }

  @Test
  void theTargetsMayBeChosen() {
    TestProcess n3 = cluster.member("n3");
    Targets onlyN3 = (context, registry) -> new TreeMap<>(Map.of(n3.id, registry.heartbeat(n3.id).orElseThrow()));
    n1.state = new Observer(Observer.HEARD, onlyN3).look(n1.context, n1.state);
    assertThat(n1.watches(n3)).isTrue();
    assertThat(n1.watches(n2)).isFalse();
  }

  @Test
  void aProcessThatLosesTheStoreBeginsAgain() {
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
    assertThat(watched(n3)).as("by a joining node").containsExactlyInAnyOrder(n1.id, n2.id);
    n1.does(new NodeLeave());
    n1.looks();
    assertThat(n1.state.watch()).as("a node that leaves does not watch").isSameAs(Watch.NONE);
  }

  private Set<NodeId> watched(TestProcess process) {
    process.looks();
    return process.watched();
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
  void doomedNodesTakeNoPlaceOnTheRing() {
    TestCluster five = TestCluster.watchingOne();
    TestProcess primary = five.member("e");
    TestProcess a = five.member("a");
    TestProcess b = five.member("b");
    TestProcess c = five.member("c");
    five.fallsSilent(b, c, primary);
    a.does(new DetectFailure(), b);
    assertThat(watched(a)).as("b until it is failed, the next one that is not doomed, and the primary")
        .containsExactlyInAnyOrder(b.id, c.id, primary.id);
    TestProcess aa = five.joining("aa");
    assertThat(watched(aa)).as("whoever has not said it itself").containsExactlyInAnyOrder(c.id, primary.id);
    b.does(new SendHeartbeat());
    assertThat(watched(aa)).as("b beats again").containsExactlyInAnyOrder(b.id, primary.id);
  }

  @Test
  void nodesThatAMemberSuspectsTakeNoPlaceButAreWatched() {
    TestCluster careful = new TestCluster(MembershipConfig.DEFAULT.withSuccessors(2).withVotes(2));
    TestProcess primary = careful.member("p");
    TestProcess a = careful.member("a");
    TestProcess b = careful.member("b");
    TestProcess c = careful.member("c");
    TestProcess d = careful.member("d");
    careful.fallsSilent(b, c);
    a.does(new DetectFailure(), b);
    assertThat(watched(a)).containsExactlyInAnyOrder(b.id, c.id, d.id, primary.id);
  }

  @Test
  void aRingWithFewerNodesThanSuccessorsIsWatchedWhole() {
    TestProcess n3 = cluster.member("n3");
    assertThat(watched(n2)).containsExactlyInAnyOrder(n1.id, n3.id);
    assertThat(watched(new TestCluster().member("alone"))).isEmpty();
  }

  @Test
  void aNodeThatWasNoSuccessorMeanwhileIsWatchedFromTheBeginning() {
    TestCluster three = TestCluster.watchingOne();
    TestProcess first = three.member("n1");
    TestProcess far = three.member("n3");
    Duration third = three.config.failureTimeout().dividedBy(3);
    first.looks();
    three.passes(third);
    first.does(new SendHeartbeat());
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

  /** For how long it would have to be watched is in its record, and its lease may be longer than any other. */
  @Test
  void aNodeWhoseRecordIsDamagedIsNotWatchedAndTheOthersAre() {
    TestProcess n3 = cluster.member("n3");
    cluster.damages(cluster.keys.node(n2.id));
    List<Bytes> damaged = new ArrayList<>();
    Observer observer = new Observer(Observer.HEARD, Targets.RING, damage -> damaged.add(damage.key()));
    for (int i = 0; i < 4; i++) {
      n1.state = observer.look(n1.context, n1.state);
      cluster.passes(cluster.config.failureTimeout().dividedBy(3));
      n1.does(new SendHeartbeat());
    }
    n1.state = observer.look(n1.context, n1.state);
    assertThat(n1.seesSilent(n2)).isFalse();
    assertThat(n1.seesSilent(n3)).isTrue();
    assertThat(damaged).containsOnly(cluster.keys.node(n2.id));
  }

  @Test
  void whatElseIsDamagedKeepsNobodyFromWatchingTheOthers() {
    TestProcess n3 = cluster.member("n3");
    List<Bytes> keys = List.of(cluster.keys.primary(), cluster.keys.heartbeat(n2.id), cluster.keys.suspicion(n3.id, n2.id));
    keys.forEach(cluster::damages);
    Set<Bytes> damaged = new HashSet<>();
    Observer observer = new Observer(Observer.HEARD, Targets.RING, damage -> damaged.add(damage.key()));
    n1.state = observer.look(n1.context, n1.state);
    assertThat(n1.state.watch().timeout(n3.id, n3.state.incarnation())).isPresent();
    assertThat(n1.state.watch().timeout(n2.id, n2.state.incarnation())).isEmpty();
    assertThat(damaged).isEqualTo(Set.copyOf(keys));
  }
}
