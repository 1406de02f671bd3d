package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.DeadNodeRemoval.Sight;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.ScriptedStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A dead node is removed from whatever state it is in; a live one is not. */
class DeadNodeRemovalTest {
  private static final int MANY = 30;

  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");
  /** Stands for no process of n2: it lends its context. */
  private final TestProcess operator = cluster.process("n2");
  private final DeadNodeRemoval removal = new DeadNodeRemoval(operator.context);
  private Duration took = Duration.ZERO;

  /** Advances until there is no record any more, or for long. */
  private Sight removes(DeadNodeRemoval removal, Runnable meanwhile) {
    Sight sight = removal.advance();
    for (int i = 0; i < MANY && sight.record().isPresent(); i++) {
      passes(Duration.ofSeconds(2));
      meanwhile.run();
      sight = removal.advance();
    }
    return sight;
  }

  private Sight removes() {
    return removes(removal, () -> {});
  }

  private void passes(Duration time) {
    took = took.plus(time);
    cluster.passes(time);
  }

  @Test
  void anActiveNodeThatIsDeadIsLeftAndCountsNoMore() {
    long view = cluster.view().number();
    assertThat(removes().record()).isEmpty();
    assertThat(cluster.state(n2)).isEqualTo(NodeState.LEFT);
    assertThat(cluster.electorate().active()).containsExactly(n1.id);
    assertThat(cluster.view().number()).isEqualTo(view + 1);
    assertThat(took).isGreaterThanOrEqualTo(cluster.config.failureTimeout());
  }

  @Test
  void aProcessThatWasOnlyAsleepIsFenced() {
    removes();
    n2.isRefused(new SendHeartbeat(), Refusal.FENCED);
    n2.does(new NodeRecover());
    n2.does(new NodeJoin());
    assertThat(cluster.state(n2)).isEqualTo(NodeState.JOINING);
  }

  @Test
  void aPrimaryThatIsDeadLeavesItsOffice() {
    removes(new DeadNodeRemoval(cluster.process("n1").context), () -> {});
    assertThat(cluster.state(n1)).isEqualTo(NodeState.LEFT);
    assertThat(cluster.primary().holder()).isEmpty();
  }

  @Test
  void aFailedNodeIsRemovedAtOnce() {
    cluster.member("n3");
    cluster.fallsSilent(n2);
    n1.does(new DetectFailure(), n2);
    n1.does(new MarkNodeFailed(), n2);
    assertThat(removal.advance().record()).isEmpty();
    assertThat(cluster.state(n2)).isEqualTo(NodeState.LEFT);
  }

  @Test
  void nodesThatDieWhileTheyComeOrGoAreRemovedToo() {
    TestProcess coming = cluster.joining("n3");
    n2.does(new NodeLeave());
    removes();
    removes(new DeadNodeRemoval(cluster.process("n3").context), () -> {});
    assertThat(cluster.state(n2)).isEqualTo(NodeState.LEFT);
    assertThat(cluster.state(coming)).isEqualTo(NodeState.LEFT);
    assertThat(cluster.view().members()).containsExactly(n1.id);
  }

  @Test
  void aNodeThatShowsSignsOfLifeStays() {
    Sight sight = removes(removal, () -> n2.does(new SendHeartbeat()));
    assertThat(sight.watched()).isZero();
    assertThat(cluster.state(n2)).isEqualTo(NodeState.ACTIVE);
  }

  @Test
  void aNodeIsWatchedForAsLongAsItsOwnLeaseTakes() {
    Duration lease = cluster.config.leaseDuration().multipliedBy(3);
    TestProcess patient =
        cluster.process("n3", new MembershipConfig(lease, lease.multipliedBy(2), 0.01, lease, 1, 4));
    patient.does(new NodeJoin());
    took = Duration.ZERO;
    Sight last = removes(new DeadNodeRemoval(cluster.process("n3").context), () -> {});
    assertThat(last.record()).isEmpty();
    assertThat(took).isGreaterThan(lease);
  }

  @Test
  void looksAloneChangeNothing() {
    MemorySnapshot before = cluster.contents();
    Sight sight = removal.look();
    for (int i = 0; i < 10; i++) {
      passes(Duration.ofSeconds(2));
      sight = removal.look();
    }
    assertThat(sight.isDead()).isTrue();
    assertThat(sight.watched()).isEqualTo(took);
    assertThat(cluster.contents()).isEqualTo(before);
  }

  @Test
  void aPauseThatIsTooLongBeginsTheWatchAnew() {
    removal.look();
    passes(cluster.config.lookGap().plusNanos(1));
    assertThat(removal.look().watched()).isZero();
  }

  private DeadNodeRemoval meeting(Fault fault) {
    return new DeadNodeRemoval(operator.through(new ScriptedStore(cluster.store, FaultScript.always(fault))));
  }

  /** Watches for long enough, and then advances once. */
  private Sight advances(DeadNodeRemoval removal) {
    for (int i = 0; i < 10; i++) {
      removal.look();
      passes(Duration.ofSeconds(2));
    }
    return removal.advance();
  }

  @Test
  void anOutcomeThatIsUnknownIsFoundOutByTheNextLook() {
    assertThat(advances(meeting(Fault.UNKNOWN_COMMITTED)).record()).isEmpty();
    assertThat(cluster.view().members()).containsExactly(n1.id);
  }

  @Test
  void whatDoesNotComeAboutIsSeen() {
    for (Fault fault : List.of(Fault.UNKNOWN_NOT_COMMITTED, Fault.CONFLICT)) {
      assertThat(advances(meeting(fault)).record()).map(NodeRecord::state).as("%s", fault).contains(NodeState.ACTIVE);
    }
  }

  @Test
  void aNewProcessOfTheNodeMeanwhileIsNotTouched() {
    TestProcess restarted = cluster.process("n2");
    for (int i = 0; i < 10; i++) {
      restarted.looks();
      removal.look();
      passes(Duration.ofSeconds(2));
    }
    restarted.does(new TakeOver());
    restarted.does(new NodeRecover());
    restarted.does(new NodeJoin());
    assertThat(removal.advance().record()).map(NodeRecord::incarnation).contains(restarted.state.incarnation());
    assertThat(cluster.state(restarted)).isEqualTo(NodeState.JOINING);
  }

  @Test
  void aNodeWithoutARecordIsNotDeadButGone() {
    DeadNodeRemoval ofNobody = new DeadNodeRemoval(cluster.process("n9").context);
    MemorySnapshot before = cluster.contents();
    assertThat(ofNobody.advance()).isEqualTo(new Sight(
        Optional.empty(), Optional.empty(), Duration.ZERO, cluster.config.failureTimeout()));
    assertThat(cluster.contents()).isEqualTo(before);
    assertThat(cluster.registry().record(NodeId.of("n9"))).isNull();
  }

  @Test
  void aStoreThatIsLostIsTold() {
    MemorySnapshot before = cluster.contents();
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(meeting(Fault.UNAVAILABLE)::advance);
    assertThat(cluster.contents()).isEqualTo(before);
  }

  @Test
  void aLookThatIsLostBeginsTheWatchAnew() {
    removal.look();
    passes(Duration.ofSeconds(2));
    assertThat(removal.look().watched()).isPositive();
    operator.meeting(Fault.UNAVAILABLE);
    assertThat(removal.look().watched()).isZero();
  }
}
