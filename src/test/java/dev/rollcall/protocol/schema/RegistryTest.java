package dev.rollcall.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private static final NodeId A = NodeId.of("a");
  private static final NodeId B = NodeId.of("b");

  private final Keys keys = new Keys("test");
  private final Store store = new MemoryStore();

  RegistryTest() {
    try (Transaction transaction = store.begin()) {
      WritableRegistry registry = Registry.writable(transaction, keys);
      registry.putRecord(A, new NodeRecord(NodeState.ACTIVE, 1, "here"));
      registry.putHeartbeat(A, new Heartbeat(1, 1));
      registry.installView();
      transaction.commit();
    }
  }

  /** How many calls of the store it takes, {@code begin} not counted. */
  private int calls(Consumer<WritableRegistry> work) {
    for (int call = 1; ; call++) {
      Store failing = new ScriptedStore(store, FaultScript.always(Fault.unavailableAt(call)));
      try (Transaction transaction = failing.begin()) {
        work.accept(Registry.writable(transaction, keys));
        return call - 1;
      } catch (StoreUnavailableException e) {
        // One call more is needed.
      }
    }
  }

  @Test
  void what_is_asked_for_twice_is_read_once() {
    assertThat(calls(registry -> {
      registry.record(A);
      registry.state(A);
    })).isEqualTo(1);
    assertThat(calls(registry -> {
      registry.heartbeat(A);
      registry.heartbeat(A);
    })).isEqualTo(1);
    assertThat(calls(registry -> {
      registry.view();
      registry.view();
    })).isEqualTo(2);
  }

  @Test
  void a_node_that_has_none_is_asked_for_once() {
    assertThat(calls(registry -> {
      registry.record(B);
      registry.record(B);
      registry.heartbeat(B);
      registry.heartbeat(B);
    })).isEqualTo(2);
  }

  @Test
  void whoever_has_read_all_needs_no_more() {
    assertThat(calls(registry -> {
      registry.records();
      registry.record(A);
      registry.record(B);
      registry.active();
      registry.heartbeats();
      registry.heartbeat(A);
    })).isEqualTo(2);
  }

  @Test
  void suspicions_are_judged_by_reading_no_more_than_they_need() {
    suspects(A, new Suspicion(1, new Heartbeat(1, 1)));
    // Records, suspicions; the heartbeat without and in conflict.
    assertThat(calls(registry -> {
      registry.electorate(1);
      registry.voters(A);
      registry.electorate(2);
    })).isEqualTo(4);
    suspects(A, new Suspicion(1, new Heartbeat(1, 7)));
    assertThat(calls(registry -> registry.electorate(1))).as("a void one").isEqualTo(3);
    assertThat(calls(Registry::hasSuspicions)).as("a void one, without records").isEqualTo(2);
  }

  @Test
  void many_suspicions_take_as_many_reads_as_one() {
    for (int i = 0; i < 100; i++) {
      suspects(NodeId.of("n" + i), new Suspicion(1, new Heartbeat(1, 7)));
    }
    suspects(A, new Suspicion(1, new Heartbeat(1, 1)));
    List<Integer> asked = new ArrayList<>();
    MemorySnapshot all = ((MemoryStore) store).snapshot();
    Registry registry = new Registry(new ReadView() {
      @Override
      public Bytes get(Bytes key) {
        asked.add(1);
        return all.get(key);
      }

      @Override
      public List<Bytes> getAll(List<Bytes> keys) {
        asked.add(keys.size());
        return all.getAll(keys);
      }

      @Override
      public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
        return all.getRange(range, limit, reverse);
      }
    }, keys);
    assertThat(registry.hasSuspicions()).isTrue();
    assertThat(registry.electorate(1).doomed()).containsExactly(A);
    assertThat(asked).containsExactly(101);
  }

  private void suspects(NodeId target, Suspicion suspicion) {
    StoreFixture.commit(store, tx -> Registry.writable(tx, keys).putSuspicion(target, A, suspicion));
  }

  @Test
  void a_damaged_suspicion_is_no_vote_in_a_step_and_told_of_elsewhere() {
    suspects(A, new Suspicion(1, new Heartbeat(1, 1)));
    Bytes key = keys.suspicion(A, B);
    StoreFixture.commit(store, tx -> tx.set(key, Bytes.of((byte) 99)));
    try (Transaction transaction = store.begin()) {
      assertThat(Registry.writable(transaction, keys).suspicions().get(A)).containsOnlyKeys(A);
      List<DamagedValueException> told = new ArrayList<>();
      assertThat(new Registry(transaction, keys, told::add).suspicions().get(A)).containsOnlyKeys(A);
      assertThat(told).extracting(DamagedValueException::key).containsExactly(key);
      assertThatThrownBy(new Registry(transaction, keys)::suspicions).isInstanceOf(DamagedValueException.class);
    }
  }

  @Test
  void what_was_written_of_suspicions_is_counted() {
    suspects(A, new Suspicion(1, new Heartbeat(1, 1)));
    try (Transaction transaction = store.begin()) {
      WritableRegistry registry = Registry.writable(transaction, keys);
      assertThat(registry.electorate(1).doomed()).containsExactly(A);
      registry.putHeartbeat(A, new Heartbeat(1, 2));
      assertThat(registry.electorate(1).doomed()).isEmpty();
      registry.putSuspicion(A, A, new Suspicion(1, new Heartbeat(1, 2)));
      assertThat(registry.electorate(1).doomed()).containsExactly(A);
      assertThat(registry.voters(A)).containsExactly(A);
      registry.putRecord(A, new NodeRecord(NodeState.LEAVING, 1, "here"));
      assertThat(registry.voters(A)).isEmpty();
      registry.putRecord(A, new NodeRecord(NodeState.JOINING, 1, "here"));
      assertThat(registry.voters(A)).containsExactly(A);
      registry.putRecord(A, new NodeRecord(NodeState.ACTIVE, 2, "here"));
      assertThat(registry.voters(A)).isEmpty();
      registry.putRecord(A, new NodeRecord(NodeState.ACTIVE, 1, "here"));
      registry.withdraw(A);
      assertThat(registry.voters(A)).isEmpty();
      assertThat(registry.hasSuspicions()).isFalse();
    }
  }

  @Test
  void members_without_a_view_number_are_damage() {
    StoreFixture.commit(store, transaction -> transaction.clear(keys.viewNumber()));
    try (Transaction transaction = store.begin()) {
      assertThatThrownBy(new Registry(transaction, keys)::view).isInstanceOf(DamagedValueException.class)
          .hasMessageContaining("'cluster/test/view_number'").hasMessageContaining("missing");
    }
    StoreFixture.commit(store, transaction -> transaction.clear(keys.node(A)));
    assertThat(new Registry(((MemoryStore) store).snapshot(), keys).view().number()).isZero();
  }

  @Test
  void whether_any_node_is_active_is_told() {
    try (Transaction transaction = store.begin()) {
      WritableRegistry registry = Registry.writable(transaction, keys);
      assertThat(registry.hasActive()).isTrue();
      registry.putRecord(A, new NodeRecord(NodeState.LEAVING, 1, "here"));
      assertThat(registry.hasActive()).isFalse();
      assertThat(registry.active()).isEmpty();
    }
  }

  @Test
  void all_is_read_even_if_some_are_known() {
    try (Transaction transaction = store.begin()) {
      Registry registry = new Registry(transaction, keys);
      assertThat(registry.record(B)).isNull();
      assertThat(registry.records()).containsOnlyKeys(A);
      assertThat(registry.heartbeat(B)).isEmpty();
      assertThat(registry.heartbeats()).containsOnlyKeys(A);
    }
  }

  @Test
  void what_was_written_is_seen_without_reading_it_again() {
    try (Transaction transaction = store.begin()) {
      WritableRegistry registry = Registry.writable(transaction, keys);
      assertThat(registry.record(B)).isNull();
      assertThat(registry.electorate(1).active()).containsExactly(A);
      registry.putRecord(B, new NodeRecord(NodeState.ACTIVE, 2, "there"));
      registry.putHeartbeat(B, new Heartbeat(2, 1));
      assertThat(registry.state(B)).isEqualTo(NodeState.ACTIVE);
      assertThat(registry.heartbeat(B)).contains(new Heartbeat(2, 1));
      assertThat(registry.electorate(1).active()).containsExactly(A, B);
      registry.installView();
      assertThat(registry.view().number()).isEqualTo(2);
      assertThat(registry.viewNumber()).isEqualTo(2);
      registry.putRecord(A, null);
      registry.withdraw(A);
      assertThat(registry.record(A)).isNull();
      assertThat(registry.records()).containsOnlyKeys(B);
      assertThat(registry.heartbeat(A)).isEmpty();
      assertThat(registry.heartbeats()).containsOnlyKeys(B);
    }
  }
}
