package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritableRegistry;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ten thousand nodes stay far within what FoundationDB allows; nothing but the registry's ranges grows with them. */
class LargeClusterTest {
  private static final int NODES = 10_000;
  private static final NodeId SELF = id(0);
  private static final NodeId NEXT = id(NODES);

  private final MemoryStore store = new MemoryStore();
  private final Keys keys = new Keys("orders");
  private long tokens;

  LargeClusterTest() {
    StoreFixture.commit(store, transaction -> {
      WritableRegistry registry = Registry.writable(transaction, keys);
      for (int i = 0; i < NODES; i++) {
        registry.putRecord(id(i), new NodeRecord(NodeState.ACTIVE, i + 1, address(i)));
        registry.putHeartbeat(id(i), new Heartbeat(i + 1, 1));
      }
      registry.installView();
    });
  }

  private static NodeId id(int i) {
    return NodeId.of(new UUID(0x0123456789ABCDEFL, i).toString());
  }

  private static String address(int i) {
    return String.format("node-%05d.rollcall.example.internal:7447", i);
  }

  private RecordingStore performs(ProtocolAction action, NodeId self, ProcessState state) {
    RecordingStore recording = new RecordingStore(store);
    NodeContext context = new NodeContext(self, address(NODES), keys, recording, () -> 0, () -> Instant.EPOCH,
        peer -> true, MembershipConfig.DEFAULT, () -> new UUID(0, ++tokens), Journal.OFF);
    assertThat(action.perform(context, state, null)).isInstanceOf(StepOutcome.Performed.class);
    return recording;
  }

  private static ProcessState member() {
    return ProcessState.joined(1, Lease.from(0, MembershipConfig.DEFAULT.leaseDuration()));
  }

  @Test
  void aStepThatCountsAQuorumReadsTheRegistryAndCommitsLittle() {
    RecordingStore election = performs(new ElectPrimary(), SELF, member());
    assertThat(election.bytesRead).isBetween(1_000_000L, 2_000_000L);
    assertThat(election.bytesCommitted).isLessThan(2_000);
    assertThat(election.largestValue).isLessThan(100);
  }

  @Test
  void joiningAndAdoptingTheViewReadTheRegistryAndCommitLittle() {
    RecordingStore join = performs(new NodeJoin(), NEXT, ProcessState.NEW);
    assertThat(join.bytesRead).isBetween(1_000_000L, 2_000_000L);
    assertThat(join.bytesCommitted).isLessThan(2_000);
    assertThat(performs(new SyncViews(), SELF, member()).bytesCommitted).isLessThan(1_000);
  }

  @Test
  void aHeartbeatCostsTheSameHoweverManyThereAre() {
    RecordingStore beat = performs(new SendHeartbeat(), SELF, member());
    assertThat(beat.bytesRead).isLessThan(500);
    assertThat(beat.bytesCommitted).isLessThan(1_000);
  }
}
