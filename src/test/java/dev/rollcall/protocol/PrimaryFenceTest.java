package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.Transaction;
import org.junit.jupiter.api.Test;

/** A primary that paused writes nothing once another was elected. */
class PrimaryFenceTest {
  private static final Bytes LEDGER = Bytes.utf8("ledger");

  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");
  private final PrimaryFence fence = PrimaryFence.of(n1.context, n1.state);

  private CommitOutcome writes(PrimaryFence by, Runnable betweenCheckAndCommit) {
    try (Transaction transaction = cluster.store.begin()) {
      by.check(transaction);
      transaction.set(LEDGER, Bytes.utf8(by.node().value()));
      betweenCheckAndCommit.run();
      return transaction.commit();
    }
  }

  @Test
  void thePrimaryWrites() {
    assertThat(writes(fence, () -> {})).isInstanceOf(CommitOutcome.Committed.class);
  }

  @Test
  void aPrimaryThatWasSilentForTooLongWritesNothingWhenItWakesUp() {
    TestProcess n3 = cluster.member("n3");
    cluster.fallsSilent(n1);
    n2.does(new DetectFailure(), n1);
    n2.does(new MarkNodeFailed(), n1);
    assertThatThrownBy(() -> writes(fence, () -> {})).isInstanceOf(StalePrimaryException.class)
        .hasMessageContaining("n1 was primary in term 1, which is over: nobody has held the office");
    n3.does(new ElectPrimary());
    assertThatThrownBy(() -> writes(fence, () -> {})).isInstanceOf(StalePrimaryException.class)
        .hasMessageContaining("term 2 is held by n3");
    assertThat(StoreFixture.read(cluster.store, LEDGER)).isNull();
  }

  @Test
  void anElectionBetweenCheckAndCommitHasTheCommitFail() {
    TestProcess n3 = cluster.member("n3");
    cluster.isolates(n1);
    assertThat(writes(fence, () -> {
      n1.does(new PrimaryStepDown());
      n3.does(new ElectPrimary());
    })).isEqualTo(CommitOutcome.Conflict.INSTANCE);
    assertThat(StoreFixture.read(cluster.store, LEDGER)).isNull();
  }

  @Test
  void anotherTermOfTheSameNodeIsAnotherTerm() {
    n1.state = n1.state.outOfOffice();
    n1.does(new SendHeartbeat());
    n1.does(new ElectPrimary());
    assertThatThrownBy(() -> writes(fence, () -> {})).isInstanceOf(StalePrimaryException.class)
        .hasMessageContaining("term 2 is held by n1");
    assertThat(writes(PrimaryFence.of(n1.context, n1.state), () -> {})).isInstanceOf(CommitOutcome.Committed.class);
  }

  @Test
  void anotherIncarnationIsNotTheHolderOfTheTerm() {
    PrimaryFence other = new PrimaryFence(fence.keys(), fence.node(), fence.incarnation() + 1, fence.term());
    assertThatThrownBy(() -> writes(other, () -> {})).isInstanceOf(StalePrimaryException.class);
    assertThat(StoreFixture.read(cluster.store, LEDGER)).isNull();
  }

  @Test
  void heartbeatsAndViewsDoNotDisturbThePrimarysWrites() {
    assertThat(writes(fence, () -> {
      n2.does(new SendHeartbeat());
      cluster.member("n3");
    })).isInstanceOf(CommitOutcome.Committed.class);
  }

  @Test
  void whoIsNotPrimaryHasNoFence() {
    assertThatThrownBy(() -> PrimaryFence.of(n2.context, n2.state)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("n2 is not primary");
  }
}
