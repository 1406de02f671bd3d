package dev.rollcall.migration;

import static dev.rollcall.migration.ActorCluster.A;
import static dev.rollcall.migration.ActorCluster.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.RecordingStore;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.Transaction;
import org.junit.jupiter.api.Test;

/** An actor that paused with its process writes nothing once it runs elsewhere. */
class ActorFenceTest {
  private static final Bytes ACCOUNT = Bytes.utf8("account");

  private final ActorCluster cluster = new ActorCluster();
  private final Host n1 = cluster.member("n1");
  private final Host n2 = cluster.member("n2");
  private final Host n3 = cluster.member("n3");

  private ActorFence fence(Host host) {
    return ActorFence.of(cluster.keys(), host.hosted, A);
  }

  private CommitOutcome writes(ActorFence by, Runnable betweenCheckAndCommit) {
    try (Transaction transaction = cluster.cluster.store.begin()) {
      by.check(transaction);
      transaction.set(ACCOUNT, Bytes.utf8(by.host().node().value()));
      betweenCheckAndCommit.run();
      return transaction.commit();
    }
  }

  @Test
  void anActorWritesWhereItRuns() {
    n3.activates(A);
    assertThat(writes(fence(n3), () -> {})).isInstanceOf(CommitOutcome.Committed.class);
  }

  @Test
  void anActorThatWasMovedWritesNothingWhereItWas() {
    n3.activates(A);
    ActorFence stale = fence(n3);
    cluster.fails(n3, n2);
    assertThat(writes(stale, () -> {})).as("nobody else runs it yet").isInstanceOf(CommitOutcome.Committed.class);
    n1.migrates(A, n2);
    assertThatThrownBy(() -> writes(stale, () -> {})).isInstanceOf(StaleActorException.class)
        .hasMessage("a ran at n3 (incarnation 3) in epoch 1, which is over: "
            + "in epoch 2 it is placed at n2 (incarnation 2)");
    n2.activates(A);
    assertThat(writes(fence(n2), () -> {})).isInstanceOf(CommitOutcome.Committed.class);
  }

  @Test
  void aMoveBetweenCheckAndCommitHasTheCommitFail() {
    n3.activates(A);
    ActorFence stale = fence(n3);
    cluster.fails(n3, n2);
    assertThat(writes(stale, () -> n1.migrates(A, n2))).isEqualTo(CommitOutcome.Conflict.INSTANCE);
    assertThat(StoreFixture.read(cluster.cluster.store, ACCOUNT)).isNull();
  }

  @Test
  void anotherEpochAtTheSameProcessIsAnotherEpoch() {
    n1.activates(A);
    ActorFence first = fence(n1);
    n1.deactivates(A);
    assertThatThrownBy(() -> writes(first, () -> {})).isInstanceOf(StaleActorException.class)
        .hasMessageContaining("it has had no host since epoch 1");
    n1.activates(A);
    assertThatThrownBy(() -> writes(first, () -> {})).isInstanceOf(StaleActorException.class);
    assertThat(writes(fence(n1), () -> {})).isInstanceOf(CommitOutcome.Committed.class);
  }

  @Test
  void membershipAndOtherActorsDoNotDisturbTheWrites() {
    n1.activates(A);
    assertThat(writes(fence(n1), () -> {
      n1.process.does(new SendHeartbeat());
      n1.activates(B);
      cluster.member("n4");
    })).isInstanceOf(CommitOutcome.Committed.class);
  }

  @Test
  void itReadsOneKey() {
    n1.activates(A);
    RecordingStore recording = new RecordingStore(cluster.cluster.store);
    try (Transaction transaction = recording.begin()) {
      fence(n1).check(transaction);
    }
    assertThat(recording.readsInConflict).containsExactly(KeyRange.single(cluster.keys().actors().placement(A)));
    assertThat(recording.readsWithout).isEmpty();
  }

  @Test
  void whatDoesNotRunHasNoFence() {
    assertThatThrownBy(() -> fence(n1)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("n1 (incarnation 1) does not run a");
  }
}
