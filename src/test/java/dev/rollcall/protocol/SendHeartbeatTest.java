package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.memory.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendHeartbeatTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");

  @Test
  void aHeartbeatRaisesTheCounterAndRenewsTheLease() {
    Heartbeat before = cluster.registry().heartbeat(n2.id).orElseThrow();
    cluster.passes(cluster.config.leaseDuration());
    assertThat(n2.hasLiveLease()).isFalse();
    n2.does(new SendHeartbeat());
    assertThat(n2.hasLiveLease()).isTrue();
    assertThat(cluster.registry().heartbeat(n2.id)).contains(before.next());
  }

  @Test
  void theLeaseCountsFromBeforeTheTransaction() {
    n2.during(() -> cluster.passes(cluster.config.leaseDuration())).does(new SendHeartbeat());
    assertThat(n2.hasLiveLease()).isFalse();
  }

  @Test
  void theLeaseCountsFromBeforeTheStoreIsAskedForATransaction() {
    ClockReading before = cluster.reading();
    HookedStore slow = new HookedStore(cluster.store);
    slow.beforeNextBegin(() -> cluster.passes(Duration.ofSeconds(1)));
    StepOutcome outcome = new SendHeartbeat().perform(n2.through(slow), n2.state, null);
    assertThat(outcome.process().lease().since()).isEqualTo(before);
  }

  @Test
  void heartbeatsOfDifferentNodesDoNotConflict() {
    n1.during(() -> n2.does(new SendHeartbeat())).does(new SendHeartbeat());
    n2.during(() -> n1.does(new SendHeartbeat())).does(new SendHeartbeat());
  }

  @Test
  void aReaderOfTheRegistryDoesNotConflictWithHeartbeats() {
    TestProcess n3 = cluster.joining("n3");
    n3.during(() -> {
      n1.does(new SendHeartbeat());
      n2.does(new SendHeartbeat());
    }).does(new NodeJoinComplete());
    n3.during(() -> n1.does(new SendHeartbeat())).does(new NodeLeave());
  }

  @Test
  void aHeartbeatDoesNotConflictWithChangesOfOtherNodes() {
    TestProcess n3 = cluster.joining("n3");
    n1.during(() -> n3.does(new NodeJoinComplete())).does(new SendHeartbeat());
    n2.during(() -> n3.does(new NodeLeave())).does(new SendHeartbeat());
  }

  @Test
  void aNodeIsHeardWhileItJoinsAndWhileItLeaves() {
    TestProcess n3 = cluster.joining("n3");
    n3.does(new SendHeartbeat());
    n2.does(new NodeLeave());
    n2.does(new SendHeartbeat());
  }

  @Test
  void aFailedNodeLearnsItFromItsHeartbeat() {
    cluster.fallsSilent(n2);
    n1.does(new DetectFailure(), n2);
    n1.does(new MarkNodeFailed(), n2);
    n2.isRefused(new SendHeartbeat(), Refusal.NOT_IN_THIS_STATE);
  }

  @Test
  void whatWasSaidOfANodeIsRemovedWhenItReturns() {
    cluster.fallsSilent(n2);
    n1.does(new DetectFailure(), n2);
    assertThat(cluster.registry().suspicions()).containsOnlyKeys(n2.id);
    n2.does(new SendHeartbeat());
    assertThat(cluster.registry().suspicions()).isEmpty();
  }

  @Test
  void aSupersededIncarnationIsFenced() {
    TestProcess restarted = cluster.process("n2");
    cluster.fallsSilent(n2);
    restarted.does(new TakeOver());
    restarted.does(new NodeRecover());
    restarted.does(new NodeJoin());
    n2.isRefused(new SendHeartbeat(), Refusal.FENCED);
    cluster.process("n3").isRefused(new SendHeartbeat(), Refusal.FENCED);
  }

  @Test
  void aHolderThatSteppedDownWhileCutOffResignsWithItsNextHeartbeat() {
    cluster.passes(cluster.config.leaseDuration());
    n1.meeting(Fault.UNAVAILABLE).does(new PrimaryStepDown());
    assertThat(cluster.primary().isHeldBy(n1.id)).isTrue();
    n1.does(new SendHeartbeat());
    assertThat(cluster.primary().holder()).isEmpty();
    assertThat(n1.isPrimary()).isFalse();
  }

  @Test
  void aNodeThatDoesNotKnowItWasElectedGivesTheOfficeBack() {
    n1.does(new NodeLeave());
    n2.meeting(Fault.UNKNOWN_COMMITTED).tries(new ElectPrimary());
    assertThat(cluster.primary().isHeldBy(n2.id)).isTrue();
    assertThat(n2.isPrimary()).isFalse();
    n2.does(new SendHeartbeat());
    assertThat(cluster.primary().holder()).isEmpty();
  }

  @Test
  void aHeartbeatThatOutlastsTheLeaseBeginsTheWatchAgainEvenIfBothBeganAtOneReading() {
    ClockReading began = cluster.reading();
    n1.does(new SendHeartbeat());
    n1.looks();
    n1.during(() -> cluster.passes(cluster.config.leaseDuration())).does(new SendHeartbeat());
    assertThat(n1.state.lease().since()).isEqualTo(began);
    assertThat(n1.state.watch()).isSameAs(Watch.NONE);
  }

  @Test
  void aHeartbeatOfUnknownOutcomeRenewsNothing() {
    cluster.passes(cluster.config.leaseDuration().minus(Duration.ofNanos(1)));
    n2.meeting(Fault.UNKNOWN_COMMITTED).tries(new SendHeartbeat());
    cluster.passes(Duration.ofNanos(1));
    assertThat(n2.hasLiveLease()).isFalse();
  }

  @Test
  void aDamagedOfficeEndsNoLeaseAndIsLookedAtAgainOnceItIsMended() {
    Bytes office = cluster.contents().get(cluster.keys.primary());
    n1.state = n1.state.outOfOffice();
    cluster.damages(cluster.keys.primary());
    n1.does(new SendHeartbeat());
    assertThat(n1.state.lease().isLive(n1.context.reading())).isTrue();
    StoreFixture.commit(cluster.store, transaction -> transaction.set(cluster.keys.primary(), office));
    n1.does(new SendHeartbeat());
    assertThat(cluster.registry().primary().holder()).isEmpty();
  }
}
