package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritableRegistry;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten thousand nodes stay far within what FoundationDB allows; nothing but the registry's ranges grows with them. */
class LargeClusterTest {
  private static final int NODES = 10_000;
  private static final NodeId SELF = id(0);
  private static final NodeId NEXT = id(NODES);
  private static final Lease LIVE = Lease.from(new ClockReading(0, 0), MembershipConfig.DEFAULT.leaseDuration());

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
    assertThat(action.perform(context(self, recording), state, null)).isInstanceOf(StepOutcome.Performed.class);
    return recording;
  }

  private NodeContext context(NodeId self, Store way) {
    return new NodeContext(self, address(NODES), keys, way, () -> 0, () -> Instant.EPOCH,
        peer -> true, MembershipConfig.DEFAULT, () -> new UUID(0, ++tokens), Journal.OFF);
  }

  /** A look that is not the first: the first also reads the records of those watched. */
  private RecordingStore looks(NodeId self) {
    ProcessState watching = new Observer().look(context(self, store), member());
    RecordingStore recording = new RecordingStore(store);
    assertThat(new Observer().look(context(self, recording), watching).watch()).isEqualTo(watching.watch())
        .isNotEqualTo(Watch.NONE);
    return recording;
  }

  private static ProcessState member() {
    return ProcessState.joined(1, LIVE);
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

  @Test
  void aLookReadsTheSuccessorsAndThePrimaryHoweverManyThereAre() {
    performs(new ElectPrimary(), id(NODES / 2), ProcessState.joined(NODES / 2 + 1, LIVE));
    int successors = MembershipConfig.DEFAULT.successors();
    for (int self : List.of(0, NODES / 2, NODES - 2, NODES - 1)) {
      RecordingStore look = looks(id(self));
      Set<NodeId> read = look.found.stream().filter(keys.heartbeats()::contains).map(keys::heartbeatOf)
          .collect(Collectors.toSet());
      Set<NodeId> watched = IntStream.rangeClosed(1, successors).mapToObj(i -> id((self + i) % NODES))
          .collect(Collectors.toSet());
      watched.add(self == NODES / 2 ? id(self + 1) : id(NODES / 2));
      assertThat(read).as("heartbeats read by the node at %d", self).isEqualTo(watched);
      assertThat(look.readsWithout).as("what is read by the node at %d", self).hasSizeLessThanOrEqualTo(6);
      assertThat(look.bytesRead).isLessThan(1_000);
      assertThat(look.bytesCommitted).isZero();
    }
  }
}
