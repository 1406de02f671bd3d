package dev.rollcall.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDB;
import com.apple.foundationdb.subspace.Subspace;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.ElectPrimary;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.PrimaryFence;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.StalePrimaryException;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.fdb.FdbStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A primary that pauses, is taken for dead and wakes up does not append to the ledger. */
@FdbCluster.Needed
class FencedLedgerTest {
  private static final NodeId N1 = NodeId.of("n1");
  private static final NodeId N2 = NodeId.of("n2");
  private static final NodeId N3 = NodeId.of("n3");

  private FdbStore store;
  private Database database;
  private FencedLedger ledger;
  private long nanos;
  private NodeId paused;

  @BeforeEach
  void open() {
    FdbOptions place = FdbCluster.freshPlace();
    store = FdbStore.open(place);
    database = FDB.instance().open(place.clusterFile().orElseThrow().toString());
    byte[] prefix = ((FdbOptions.Prefix) place.location()).bytes().toByteArray();
    ledger = new FencedLedger(database, new Subspace(prefix).get("application"), store);
  }

  @AfterEach
  void close() {
    database.close();
    store.close();
  }

  @Test
  void aPausedPrimaryResumesAndFailsToAppend() {
    ProcessState n1 = does(new NodeJoin(), N1, ProcessState.NEW, null);
    PrimaryFence first = PrimaryFence.of(context(N1), n1);
    assertThat(ledger.append(first, "by n1")).isEqualTo(1);

    ProcessState n2 = joins(N2);
    ProcessState n3 = joins(N3);
    paused = N1;
    for (int look = 0; look < 4; look++) {
      n2 = new Observer().look(context(N2), does(new SendHeartbeat(), N2, n2, null));
      n3 = does(new SendHeartbeat(), N3, n3, null);
      nanos += Duration.ofSeconds(5).toNanos();
    }
    n2 = does(new SendHeartbeat(), N2, n2, null);
    n2 = does(new DetectFailure(), N2, n2, N1);
    n2 = does(new MarkNodeFailed(), N2, n2, N1);
    assertThatThrownBy(() -> ledger.append(first, "by n1, too late"))
        .hasCauseInstanceOf(StalePrimaryException.class).hasMessageContaining("term 1, which is over");

    n2 = does(new ElectPrimary(), N2, n2, null);
    assertThat(ledger.append(PrimaryFence.of(context(N2), n2), "by n2")).isEqualTo(2);
    assertThatThrownBy(() -> ledger.append(first, "by n1, still too late"))
        .hasCauseInstanceOf(StalePrimaryException.class).hasMessageContaining("term 2 is held by n2");
  }

  private ProcessState joins(NodeId node) {
    return does(new NodeJoinComplete(), node, does(new NodeJoin(), node, ProcessState.NEW, null), null);
  }

  private ProcessState does(ProtocolAction action, NodeId node, ProcessState state, NodeId target) {
    StepOutcome outcome = action.perform(context(node), state, target);
    assertThat(outcome).as("%s by %s", action.name(), node).isInstanceOf(StepOutcome.Performed.class);
    return outcome.process();
  }

  private NodeContext context(NodeId node) {
    return new NodeContext(node, "localhost:0", new Keys("ledger"), store, () -> nanos, InstantSource.system(),
        peer -> !peer.equals(paused), MembershipConfig.DEFAULT, UUID::randomUUID, Journal.OFF);
  }
}
