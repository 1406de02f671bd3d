package dev.rollcall.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.ActorHost;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.PrimaryInfo;
import dev.rollcall.Tags;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.Suspicion;
import dev.rollcall.protocol.schema.UnsupportedFormatException;
import dev.rollcall.protocol.schema.WritableRegistry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The status is what the store holds, and reading it changes nothing. */
class StatusReaderTest {
  private static final NodeId A = NodeId.of("a");
  private static final NodeId B = NodeId.of("b");
  private static final NodeId C = NodeId.of("c");
  private static final Optional<Duration> TEN = Optional.of(Duration.ofSeconds(10));
  private static final Tags RACK = Tags.of(Map.of("rack", "r7"));

  private final MemoryStore store = new MemoryStore();
  private final Keys keys = new Keys("orders");
  private final StatusReader reader = new StatusReader(store, keys);

  private void write(Keys of, Consumer<WritableRegistry> changes) {
    StoreFixture.commit(store, transaction -> {
      WritableRegistry registry = Registry.writable(transaction, of);
      registry.requireFormat();
      changes.accept(registry);
    });
  }

  private void write(Consumer<WritableRegistry> changes) {
    write(keys, changes);
  }

  private void threeNodes() {
    write(registry -> {
      registry.putRecord(A, new NodeRecord(NodeState.ACTIVE, 1, "host-a", TEN, RACK));
      registry.putHeartbeat(A, new Heartbeat(1, 10));
      registry.putRecord(B, new NodeRecord(NodeState.LEAVING, 2, "host-b"));
      registry.putHeartbeat(B, new Heartbeat(2, 20));
      registry.putRecord(C, new NodeRecord(NodeState.FAILED, 3, "host-c"));
      registry.installView();
      registry.putPrimary(new PrimaryRecord(4, Optional.of(new PrimaryRecord.Holder(A, 1, 5_000))));
    });
  }

  @Test
  void actors_whose_host_is_not_active_are_due() {
    threeNodes();
    ActorHost at = new ActorHost(A, 1);
    ActorHost earlier = new ActorHost(NodeId.of("gone"), 4);
    ActorHost leaving = new ActorHost(B, 2);
    assertThat(reader.read().orElseThrow().hosts()).isEmpty();
    StoreFixture.commit(store, transaction -> {
      transaction.add(keys.actors().host(at), 3);
      transaction.add(keys.actors().host(earlier), 2);
      transaction.add(keys.actors().host(leaving), 1);
      transaction.add(keys.actors().host(new ActorHost(C, 3)), 0);
    });
    ClusterStatus status = reader.read().orElseThrow();
    assertThat(status.hosts()).containsExactlyInAnyOrder(new HostStatus(at, 3, false),
        new HostStatus(earlier, 2, true), new HostStatus(leaving, 1, true));
    assertThat(status.actorsPlaced()).isEqualTo(6);
    assertThat(status.actorsDue()).isEqualTo(3);
  }

  @Test
  void all_that_the_store_holds_is_told() {
    threeNodes();
    ClusterStatus status = reader.read().orElseThrow();
    assertThat(status.cluster()).isEqualTo("orders");
    assertThat(status.format()).isEqualTo(1);
    assertThat(status.view()).isEqualTo(new MembershipView(1, List.of(A, B)));
    assertThat(status.term()).isEqualTo(4);
    assertThat(status.primary()).contains(new PrimaryInfo(A, 1, 4, Instant.ofEpochSecond(5)));
    assertThat(status.electorate().active()).containsExactly(A);
    assertThat(status.electorate().joining()).isEmpty();
    assertThat(status.failed()).containsExactly(C);
    assertThat(status.nodes()).containsExactly(
        new NodeStatus(A, NodeState.ACTIVE, 1, "host-a", TEN, RACK, Optional.of(new Heartbeat(1, 10))),
        new NodeStatus(
            B, NodeState.LEAVING, 2, "host-b", Optional.empty(), Tags.NONE, Optional.of(new Heartbeat(2, 20))),
        new NodeStatus(C, NodeState.FAILED, 3, "host-c", Optional.empty(), Tags.NONE, Optional.empty()));
    assertThat(status.node(B)).contains(status.nodes().get(1));
    assertThat(status.node(NodeId.of("d"))).isEmpty();
    assertThat(status.heartbeats()).containsOnlyKeys(A, B);
    assertThat(status.suspicions()).isEmpty();
  }

  @Test
  void a_vote_counts_while_the_heartbeat_is_that_one_and_the_voter_votes_in_that_incarnation() {
    threeNodes();
    Suspicion now = new Suspicion(1, new Heartbeat(2, 20));
    Suspicion old = new Suspicion(1, new Heartbeat(2, 19));
    Suspicion ofAnotherIncarnation = new Suspicion(9, new Heartbeat(1, 10));
    write(registry -> {
      registry.putSuspicion(B, A, now);
      registry.putSuspicion(B, B, now);
      registry.putSuspicion(A, C, ofAnotherIncarnation);
      registry.putSuspicion(C, A, old);
    });
    assertThat(reader.read().orElseThrow().suspicions()).containsExactly(
        new SuspicionStatus(A, C, ofAnotherIncarnation, false),
        new SuspicionStatus(B, A, now, true),
        new SuspicionStatus(B, B, now, false),
        new SuspicionStatus(C, A, old, false));
    assertThat(reader.read().orElseThrow().electorate().doomed()).containsExactly(B);
    assertThat(new StatusReader(store, keys, 2).read().orElseThrow().electorate().votes()).isEqualTo(2);
    assertThat(new Registry(store.snapshot(), keys).voters(B)).isEqualTo(Set.of(A));
  }

  @Test
  void a_cluster_that_nobody_ever_joined_has_no_status() {
    write(new Keys("others"), registry -> {});
    assertThat(reader.read()).isEmpty();
  }

  @Test
  void a_cluster_that_everybody_left_has_one() {
    write(registry -> {});
    ClusterStatus status = reader.read().orElseThrow();
    assertThat(status.nodes()).isEmpty();
    assertThat(status.view().members()).isEmpty();
    assertThat(status.primary()).isEmpty();
  }

  @Test
  void the_clusters_are_listed_in_order_and_no_more_than_asked_for() {
    assertThat(reader.clusters(9)).isEmpty();
    for (String name : List.of("b", "a", "a1", "c")) {
      write(new Keys(name), registry -> {
        registry.putRecord(A, new NodeRecord(NodeState.ACTIVE, 1, ""));
        registry.putHeartbeat(A, new Heartbeat(1, 1));
        registry.installView();
      });
    }
    StoreFixture.commit(store, transaction -> transaction.set(Bytes.utf8("something else"), Bytes.EMPTY));
    assertThat(reader.clusters(9)).containsExactly("a", "a1", "b", "c");
    assertThat(reader.clusters(2)).containsExactly("a", "a1");
  }

  @Test
  void reading_changes_nothing() {
    threeNodes();
    MemorySnapshot before = store.snapshot();
    reader.read();
    reader.clusters(3);
    assertThat(store.snapshot()).isSameAs(before);
  }

  @Test
  void a_newer_format_is_not_read() {
    threeNodes();
    set(keys.format(), Bytes.of((byte) 1).concat(Bytes.bigEndian(2)));
    set(keys.primary(), Bytes.utf8("of another shape"));
    assertThatExceptionOfType(UnsupportedFormatException.class).isThrownBy(reader::read)
        .withMessageContaining("format 2");
  }

  @Test
  void nodes_without_a_format_are_damage() {
    threeNodes();
    StoreFixture.commit(store, transaction -> transaction.clear(keys.format()));
    assertThatExceptionOfType(DamagedValueException.class).isThrownBy(reader::read)
        .withMessageContaining("cluster/orders/format");
  }

  @Test
  void a_value_that_cannot_be_read_is_named() {
    threeNodes();
    Bytes intact = StoreFixture.read(store, keys.node(B));
    for (Bytes key : List.of(keys.node(B), keys.heartbeat(B), keys.primary(), keys.viewNumber(),
        keys.suspicion(B, A))) {
      Bytes before = StoreFixture.read(store, key);
      set(key, Bytes.utf8("?"));
      assertThatExceptionOfType(DamagedValueException.class).isThrownBy(reader::read)
          .withMessageContaining(Keys.describe(key));
      if (before != null) {
        set(key, before);
      }
    }
    assertThat(StoreFixture.read(store, keys.node(B))).isEqualTo(intact);
  }

  @Test
  void a_key_that_is_no_suspicion_is_named() {
    threeNodes();
    for (String rest : List.of("", "\u0002a", "\u0002a\u0000", "\u0002a/\u0000\u0002b\u0000",
        "\u0002a\u0000\u0002b\u0000\u0002c\u0000")) {
      Bytes key = keys.suspicions().begin().concat(Bytes.utf8(rest));
      set(key, new Suspicion(1, new Heartbeat(1, 1)).encode());
      assertThatExceptionOfType(DamagedValueException.class).as(rest).isThrownBy(reader::read)
          .withMessageContaining("suspicions");
      StoreFixture.commit(store, transaction -> transaction.clear(key));
    }
  }

  @Test
  void a_key_of_no_cluster_among_theirs_is_named() {
    Bytes stray = keys.format().slice(0, "?cluster?".length()).concat(Bytes.of((byte) 9));
    set(stray, Bytes.EMPTY);
    assertThatExceptionOfType(DamagedValueException.class).isThrownBy(() -> reader.clusters(3))
        .satisfies(damage -> assertThat(damage.key()).isEqualTo(stray));
  }

  @Test
  void a_store_that_is_lost_is_told() {
    StatusReader cut = new StatusReader(new ScriptedStore(store, FaultScript.always(Fault.unavailableAt(2))), keys);
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(cut::read);
  }

  private void set(Bytes key, Bytes value) {
    StoreFixture.commit(store, transaction -> transaction.set(key, value));
  }
}
