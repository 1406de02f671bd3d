package dev.rollcall.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDB;
import com.apple.foundationdb.subspace.Subspace;
import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.migration.ActivateActor;
import dev.rollcall.migration.ActorFence;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.migration.Arrivals;
import dev.rollcall.migration.HostedActors;
import dev.rollcall.migration.Migration;
import dev.rollcall.migration.MigrationQueue;
import dev.rollcall.migration.StaleActorException;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.fdb.FdbStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An actor whose process pauses is moved, and only where it runs then can it write. */
@FdbCluster.Needed
class FencedAccountsTest {
  private static final NodeId N1 = NodeId.of("n1");
  private static final NodeId N2 = NodeId.of("n2");
  private static final NodeId N3 = NodeId.of("n3");
  private static final ActorId ACCOUNT = ActorId.of("account:4711");

  private final Keys keys = new Keys("bank");
  private final Map<NodeId, ProcessState> states = new HashMap<>();
  private FdbStore store;
  private Database database;
  private FencedAccounts accounts;
  private long nanos;

  @BeforeEach
  void open() {
    FdbOptions place = FdbCluster.freshPlace();
    store = FdbStore.open(place);
    database = FDB.instance().open(place.clusterFile().orElseThrow().toString());
    byte[] prefix = ((FdbOptions.Prefix) place.location()).bytes().toByteArray();
    accounts = new FencedAccounts(database, new Subspace(prefix).get("application"), store);
  }

  @AfterEach
  void close() {
    database.close();
    store.close();
  }

  @Test
  void anActorThatWasMovedWhileItsProcessPausedFailsToPayIn() {
    joins(N1);
    joins(N2);
    joins(N3);
    HostedActors atN3 = hostedBy(N3);
    activates(N3, atN3);
    ActorFence paused = ActorFence.of(keys, atN3, ACCOUNT);
    assertThat(accounts.payIn(paused, 100)).isEqualTo(100);

    n3PausesAndIsFailed();
    assertThat(Migration.step(new MigrationQueue(context(N1)), states.get(N1)).isDone()).isTrue();
    assertThatThrownBy(() -> accounts.payIn(paused, 1))
        .hasCauseInstanceOf(StaleActorException.class).hasMessageContaining("in epoch 1, which is over");

    HostedActors atN1 = hostedBy(N1);
    try (Arrivals arrivals = new Arrivals(context(N1))) {
      assertThat(arrivals.look(atN1.host().incarnation(), null, 10).actors()).containsExactly(ACCOUNT);
    }
    activates(N1, atN1);
    assertThat(accounts.payIn(ActorFence.of(keys, atN1, ACCOUNT), 10)).isEqualTo(110);
    assertThatThrownBy(() -> accounts.payIn(paused, 1)).hasCauseInstanceOf(StaleActorException.class);
  }

  private void n3PausesAndIsFailed() {
    for (int look = 0; look < 4; look++) {
      does(N1, new SendHeartbeat(), null);
      does(N2, new SendHeartbeat(), null);
      states.put(N2, new Observer().look(context(N2), states.get(N2)));
      nanos += Duration.ofSeconds(5).toNanos();
    }
    does(N1, new SendHeartbeat(), null);
    does(N2, new SendHeartbeat(), null);
    does(N2, new DetectFailure(), N3);
    does(N2, new MarkNodeFailed(), N3);
  }

  private HostedActors hostedBy(NodeId node) {
    return new HostedActors(new ActorHost(node, states.get(node).incarnation()));
  }

  private void activates(NodeId node, HostedActors hosted) {
    assertThat(hosted.activate(new ActivateActor(), context(node), states.get(node), ACCOUNT))
        .isInstanceOf(ActorOutcome.Performed.class);
  }

  private void joins(NodeId node) {
    states.put(node, ProcessState.NEW);
    does(node, new NodeJoin(), null);
    if (!node.equals(N1)) {
      does(node, new NodeJoinComplete(), null);
    }
  }

  private void does(NodeId node, ProtocolAction action, NodeId target) {
    StepOutcome outcome = action.perform(context(node), states.get(node), target);
    assertThat(outcome).as("%s by %s", action.name(), node).isInstanceOf(StepOutcome.Performed.class);
    states.put(node, outcome.process());
  }

  private NodeContext context(NodeId node) {
    return new NodeContext(node, "localhost:0", keys, store, () -> nanos, InstantSource.system(), peer -> true,
        MembershipConfig.DEFAULT, UUID::randomUUID, Journal.OFF);
  }
}
