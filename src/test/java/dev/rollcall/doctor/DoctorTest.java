package dev.rollcall.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.doctor.Defect.Kind;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.ActorKeys;
import dev.rollcall.protocol.schema.Failures;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Receipt;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.Suspicion;
import dev.rollcall.protocol.schema.UnsupportedFormatException;
import dev.rollcall.protocol.schema.WritablePlacements;
import dev.rollcall.protocol.schema.WritableRegistry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is found and named, what may stand is not, and only what nothing needs is removed. */
class DoctorTest {
  private static final Keys KEYS = new Keys("orders");
  private static final ActorKeys ACTORS = KEYS.actors();
  private static final NodeId A = NodeId.of("a");
  private static final NodeId B = NodeId.of("b");
  private static final NodeId C = NodeId.of("c");
  private static final NodeId GONE = NodeId.of("gone");
  private static final ActorId CART = ActorId.of("cart");
  private static final ActorId MAIL = ActorId.of("mail");
  private static final ActorId REST = ActorId.of("rest");
  private static final ActorHost AT_A = new ActorHost(A, 1);
  private static final ActorHost AT_GONE = new ActorHost(GONE, 4);
  private static final Bytes JUNK = Bytes.of((byte) 9);

  private final MemoryStore store = new MemoryStore();
  private final Doctor doctor = new Doctor(store, KEYS, 3);

  /**
   * a is Active and primary and hosts the actor cart, b is Leaving, c is Failed, and gone left the actor rest behind.
   * The actor mail has arrived at a. There are a void suspicion and receipts.
   */
  private void sound() {
    StoreFixture.commit(store, DoctorTest::write);
  }

  private static void write(Transaction transaction) {
    WritableRegistry registry = Registry.writable(transaction, KEYS);
    registry.requireFormat();
    joins(registry, A, NodeState.ACTIVE);
    joins(registry, B, NodeState.LEAVING);
    joins(registry, C, NodeState.FAILED);
    registry.nextIncarnation();
    registry.putPrimary(new PrimaryRecord(4, Optional.of(new PrimaryRecord.Holder(A, 1, -5))));
    registry.putSuspicion(B, A, new Suspicion(1, new Heartbeat(2, 3)));
    registry.putSuspicion(A, GONE, new Suspicion(4, new Heartbeat(1, 7)));
    registry.putReceipt(A, new Receipt(new UUID(1, 2)));
    registry.putReceipt(GONE, new Receipt(new UUID(3, -4)));
    WritablePlacements placements = Placements.writable(transaction, KEYS);
    placements.place(CART, AT_A);
    placements.place(MAIL, AT_GONE);
    placements.move(MAIL, AT_A);
    placements.place(REST, AT_GONE);
    placements.place(ActorId.of("idle"), AT_A);
    placements.vacate(ActorId.of("idle"));
    placements.count();
    // Counters of hosts that have none: one may still get some, the other waits for the primary to remove it.
    transaction.add(ACTORS.host(new ActorHost(B, 2)), 0);
    transaction.add(ACTORS.host(new ActorHost(GONE, 3)), 0);
    Journal.keeping(Duration.ofDays(1)).append(transaction, KEYS, () -> new JournalEvent(
        -1, "NodeJoin", A, 0, 1, Optional.empty(), List.of()));
  }

  private static void joins(WritableRegistry registry, NodeId node, NodeState state) {
    long incarnation = registry.nextIncarnation();
    registry.putRecord(node, new NodeRecord(state, incarnation, "h"));
    if (state.isAlive()) {
      registry.putHeartbeat(node, new Heartbeat(incarnation, 7));
    }
    registry.installView();
  }

  private List<Defect> defects() {
    return doctor.examine().orElseThrow().defects();
  }

  /** Something that is done to a sound cluster, and what is found then. */
  record Case(String path, Kind kind, String problem, boolean removable, Consumer<Transaction> harm) {
    Case and(Consumer<Transaction> more) {
      return new Case(path, kind, problem, removable, harm.andThen(more));
    }

    @Override
    public String toString() {
      return path + " " + problem;
    }
  }

  private static Case damaged(Bytes key, Bytes value, String problem, boolean removable) {
    return new Case(Keys.describe(key), Kind.DAMAGED, problem, removable, tx -> tx.set(key, value));
  }

  private static Case set(Bytes key, Bytes value, Kind kind, String problem, boolean removable) {
    return new Case(Keys.describe(key), kind, problem, removable, tx -> tx.set(key, value));
  }

  private static Case missing(Bytes key, String because) {
    return new Case(Keys.describe(key), Kind.INCONSISTENT, "it is missing, though " + because, false,
        tx -> tx.clear(key));
  }

  static Stream<Case> cases() {
    return Stream.of(damagedOnes(), orphans(), contradictions(), missingOnes(), unknownOnes())
        .flatMap(List::stream);
  }

  private static List<Case> damagedOnes() {
    Bytes negative = Bytes.of((byte) 1).concat(Bytes.bigEndian(-1));
    return List.of(
        damaged(KEYS.format(), negative, "the number is -1", false),
        damaged(KEYS.viewNumber(), negative, "the number is -1", false),
        damaged(KEYS.incarnation(), negative, "the number is -1", false),
        damaged(KEYS.primary(), new PrimaryRecord(-1, Optional.empty()).encode(), "its term is -1", false),
        damaged(KEYS.primary(), new PrimaryRecord(0, Optional.of(new PrimaryRecord.Holder(A, 1, 0))).encode(),
            "its term is 0", false),
        damaged(KEYS.node(A), JUNK, "has encoding version 9", false),
        damaged(KEYS.node(C), JUNK, "has encoding version 9", false),
        damaged(KEYS.heartbeat(A), JUNK, "has encoding version 9", false),
        damaged(KEYS.heartbeat(C), JUNK, "has encoding version 9", true),
        damaged(KEYS.heartbeat(GONE), new Heartbeat(1, -1).encode(), "its counter is -1", true),
        damaged(KEYS.suspicion(A, B), JUNK, "has encoding version 9", true),
        damaged(KEYS.receipt(A), JUNK, "has encoding version 9", true),
        damaged(KEYS.eviction(A), JUNK, "has encoding version 9", true),
        damaged(KEYS.failures(A), new Failures(0, 0).encode(), "the number of failures is 0", true),
        damaged(ACTORS.placement(CART), JUNK, "has encoding version 9", false),
        damaged(ACTORS.placed(AT_A, CART), JUNK, "has 1 bytes, but must have none", false),
        damaged(ACTORS.arrival(AT_A, MAIL), JUNK, "has 1 bytes, but must have none", false),
        damaged(ACTORS.host(AT_A), JUNK, "has 1 bytes, but a counter has 8", false),
        damaged(ACTORS.host(AT_GONE), Bytes.littleEndian(-1), "the counter is -1", false),
        damaged(ACTORS.host(new ActorHost(GONE, 2)), Bytes.littleEndian(-1), "the counter is -1", true),
        damaged(ACTORS.arrived(A), Bytes.littleEndian(-1), "the counter is -1", false));
  }

  private static List<Case> orphans() {
    return List.of(
        set(KEYS.heartbeat(C), new Heartbeat(3, 1).encode(), Kind.ORPHANED, "c is Failed", true),
        set(KEYS.heartbeat(GONE), new Heartbeat(3, 1).encode(), Kind.ORPHANED, "gone is Left", true),
        set(KEYS.suspicion(GONE, A), new Suspicion(1, new Heartbeat(3, 1)).encode(), Kind.ORPHANED,
            "gone has no heartbeat", true),
        set(ACTORS.placed(AT_GONE, CART), Bytes.EMPTY, Kind.ORPHANED, "cart is not placed there", true)
            .and(tx -> tx.add(ACTORS.host(AT_GONE), 1)),
        set(ACTORS.placed(AT_GONE, ActorId.of("never")), Bytes.EMPTY, Kind.ORPHANED, "never is not placed there", true)
            .and(tx -> tx.add(ACTORS.host(AT_GONE), 1)),
        set(ACTORS.arrival(AT_GONE, CART), Bytes.EMPTY, Kind.ORPHANED, "cart is not placed there", true),
        set(ACTORS.host(new ActorHost(GONE, 2)), Bytes.littleEndian(5), Kind.ORPHANED,
            "it counts 5 actors at a process that is gone", true));
  }

  private static List<Case> contradictions() {
    return List.of(
        set(KEYS.node(B), new NodeRecord(NodeState.LEAVING, 99, "h").encode(), Kind.INCONSISTENT,
            "its incarnation is 99, but the last that was given is 4", false)
            .and(tx -> tx.set(KEYS.heartbeat(B), new Heartbeat(99, 7).encode())),
        set(KEYS.heartbeat(B), new Heartbeat(3, 1).encode(), Kind.INCONSISTENT,
            "it is of incarnation 3, but the record of b of 2", false),
        set(KEYS.suspicion(B, B), new Suspicion(1, new Heartbeat(2, 1)).encode(), Kind.INCONSISTENT,
            "no node suspects itself", true),
        set(KEYS.suspicion(B, A), new Suspicion(1, new Heartbeat(2, 8)).encode(), Kind.INCONSISTENT,
            "a cannot have seen beat 8 of incarnation 2", true),
        set(KEYS.suspicion(B, A), new Suspicion(1, new Heartbeat(3, 1)).encode(), Kind.INCONSISTENT,
            "a cannot have seen beat 1 of incarnation 3", true),
        set(KEYS.suspicion(B, A), new Suspicion(5, new Heartbeat(2, 7)).encode(), Kind.INCONSISTENT,
            "the voter's incarnation is 5", true),
        held(B, 2),
        held(C, 3),
        held(GONE, 4),
        held(A, 3),
        set(ACTORS.host(AT_A), Bytes.littleEndian(3), Kind.INCONSISTENT,
            "it counts 3 actors, but 2 are placed there", false),
        set(ACTORS.host(AT_GONE), Bytes.littleEndian(0), Kind.INCONSISTENT,
            "it counts 0 actors, but 1 are placed there", false));
  }

  private static Case held(NodeId holder, long incarnation) {
    return set(KEYS.primary(), new PrimaryRecord(4, Optional.of(new PrimaryRecord.Holder(holder, incarnation, 0)))
        .encode(), Kind.INCONSISTENT, "it is held by incarnation " + incarnation + " of " + holder, false);
  }

  private static List<Case> missingOnes() {
    return List.of(
        missing(KEYS.format(), "there are nodes"),
        missing(KEYS.viewNumber(), "there are members"),
        missing(KEYS.primary(), "there was a view"),
        missing(KEYS.heartbeat(B), "b is Leaving").and(tx -> tx.clear(KEYS.suspicion(B, A))),
        missing(ACTORS.placed(AT_A, CART), "cart is placed there")
            .and(tx -> tx.set(ACTORS.host(AT_A), Bytes.littleEndian(1))),
        missing(ACTORS.host(AT_GONE), "actors are placed there"));
  }

  private static List<Case> unknownOnes() {
    Bytes nodes = KEYS.nodes().begin();
    Bytes name = KEYS.node(A).slice(nodes.length(), KEYS.node(A).length());
    Bytes number = Bytes.of((byte) 0x15, (byte) 7);
    return List.of(
        unknown(KEYS.all().begin().concat(name), false),
        unknown(KEYS.all().begin().concat(JUNK), false),
        unknown(KEYS.format().concat(name), false),
        unknown(nodes.concat(number), false),
        unknown(KEYS.node(A).concat(name), false),
        unknown(ACTORS.placement(CART).concat(name), false),
        unknown(KEYS.heartbeats().begin().concat(number), true),
        unknown(KEYS.heartbeats().begin(), true),
        unknown(KEYS.suspicion(A, B).concat(name), true),
        unknown(KEYS.receipt(A).concat(name), false),
        unknown(ACTORS.hosts().begin().concat(name), true),
        unknown(ACTORS.host(new ActorHost(A, 0)), true),
        unknown(ACTORS.placed(new ActorHost(A, 0), CART), true),
        unknown(ACTORS.arrival(AT_A, CART).concat(JUNK), true));
  }

  private static Case unknown(Bytes key, boolean removable) {
    return set(key, Bytes.EMPTY, Kind.UNKNOWN, "this release writes no such key", removable);
  }

  @Test
  void a_sound_cluster_has_no_defects() {
    sound();
    assertThat(defects()).isEmpty();
    assertThat(doctor.examine().orElseThrow().entries()).isEqualTo(store.snapshot().getRange(KEYS.all()).size());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_defect_is_found_and_named_and_removed_only_where_nothing_needs_it(Case of) {
    sound();
    StoreFixture.commit(store, of.harm);
    Defect defect = defects().get(0);
    assertThat(defects()).as("%s", defects()).filteredOn(d -> !d.path().equals(of.path)).isEmpty();
    assertThat(defect.kind()).isEqualTo(of.kind);
    assertThat(defect.problem()).contains(of.problem);
    assertThat(defect.advice()).isNotBlank();
    assertThat(defect.removable()).isEqualTo(of.removable);
    if (of.removable) {
      MemorySnapshot before = store.snapshot();
      assertThat(doctor.remove(defect)).isEqualTo(Removal.REMOVED);
      List<Bytes> left = new ArrayList<>(before.getRange(KEYS.all()).stream().map(entry -> entry.key()).toList());
      left.remove(defect.key());
      assertThat(store.snapshot().getRange(KEYS.all()).stream().map(entry -> entry.key())).isEqualTo(left);
      assertThat(defects()).noneMatch(d -> d.key().equals(defect.key()));
    } else {
      assertThatThrownBy(() -> doctor.remove(defect)).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(of.path);
    }
  }

  @Test
  void an_incarnation_that_no_process_was_given_is_found_wherever_it_stands() {
    sound();
    ActorHost never = new ActorHost(GONE, 9);
    StoreFixture.commit(store, transaction -> {
      WritablePlacements placements = Placements.writable(transaction, KEYS);
      placements.move(REST, never);
      placements.count();
    });
    assertThat(defects()).extracting(Defect::path)
        .containsExactly("cluster/orders/actors/rest", "cluster/orders/hosts/gone/9");
    assertThat(defects()).allMatch(defect -> !defect.removable() && defect.problem().contains("is 9, but the last"));
    StoreFixture.commit(store, transaction -> transaction.clear(KEYS.incarnation()));
    assertThat(defects()).extracting(Defect::path)
        .contains("cluster/orders/nodes/a", "cluster/orders/nodes/b", "cluster/orders/nodes/c");
  }

  @Test
  void a_damaged_event_of_the_journal_is_found() {
    sound();
    Bytes event = store.snapshot().getRange(KEYS.journalRange()).get(0).key();
    StoreFixture.commit(store, transaction -> {
      transaction.set(event, JUNK);
      transaction.set(KEYS.journal().concat(JUNK), Bytes.EMPTY);
    });
    assertThat(defects()).extracting(Defect::kind).containsExactly(Kind.DAMAGED, Kind.DAMAGED);
    assertThat(defects()).extracting(Defect::problem).anyMatch(problem -> problem.contains("version 9"))
        .anyMatch(problem -> problem.contains("does not end with a versionstamp"));
    assertThat(defects()).noneMatch(Defect::removable);
  }

  /** What belongs to a node whose record cannot be read may be needed. */
  @Test
  void beside_a_damaged_record_nothing_is_taken_for_an_orphan() {
    sound();
    StoreFixture.commit(store, transaction -> {
      transaction.set(KEYS.node(A), JUNK);
      transaction.set(KEYS.heartbeat(A), JUNK);
      transaction.set(ACTORS.host(AT_A), Bytes.littleEndian(-1));
      transaction.clear(ACTORS.placed(AT_A, CART));
      transaction.clear(ACTORS.placed(AT_A, MAIL));
    });
    assertThat(defects()).noneMatch(Defect::removable);
    assertThat(defects()).extracting(Defect::path).contains("cluster/orders/nodes/a", "cluster/orders/heartbeats/a",
        "cluster/orders/hosts/a/1", "cluster/orders/placed/a/1/cart");
  }

  @Test
  void what_is_missing_for_many_is_named_once() {
    sound();
    StoreFixture.commit(store, transaction -> transaction.clear(KEYS.format()));
    assertThat(defects()).singleElement().extracting(Defect::path).isEqualTo("cluster/orders/format");
  }

  @Test
  void a_cluster_that_is_not_there_is_told_from_one_that_is_sound() {
    assertThat(doctor.examine()).isEmpty();
    sound();
    assertThat(new Doctor(store, new Keys("order")).examine()).isEmpty();
    assertThat(new Doctor(store, new Keys("orders1")).examine()).isEmpty();
  }

  @Test
  void a_newer_format_is_not_judged() {
    sound();
    StoreFixture.commit(store, transaction -> {
      transaction.set(KEYS.format(), Bytes.of((byte) 1).concat(Bytes.bigEndian(2)));
      transaction.set(ACTORS.placement(CART), JUNK);
    });
    assertThatThrownBy(doctor::examine).isInstanceOf(UnsupportedFormatException.class);
  }

  @Test
  void examining_changes_nothing() {
    sound();
    MemorySnapshot before = store.snapshot();
    doctor.examine();
    assertThat(store.snapshot()).isSameAs(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 500})
  void pages_of_any_size_find_the_same(int page) {
    sound();
    StoreFixture.commit(store, transaction -> {
      transaction.set(KEYS.heartbeat(GONE), JUNK);
      transaction.set(ACTORS.placed(AT_GONE, CART), Bytes.EMPTY);
      transaction.set(KEYS.all().begin().concat(JUNK), Bytes.EMPTY);
    });
    Examination found = new Doctor(store, KEYS, page).examine().orElseThrow();
    assertThat(found).isEqualTo(doctor.examine().orElseThrow());
    assertThat(found.defects()).hasSize(4);
    assertThat(found.entries()).isEqualTo(store.snapshot().getRange(KEYS.all()).size());
  }

  /** A page of 500 entries reads some 1,500 more at most; all of a large cluster at once would take too long. */
  @Test
  void a_large_cluster_is_read_in_many_transactions() {
    sound();
    for (int begin = 0; begin < 2_000; begin += 1_000) {
      int from = begin;
      StoreFixture.commit(store, transaction -> {
        WritablePlacements placements = Placements.writable(transaction, KEYS);
        for (int i = from; i < from + 1_000; i++) {
          placements.place(ActorId.of("x" + i), AT_A);
        }
        placements.count();
      });
    }
    List<Integer> begun = new ArrayList<>();
    Doctor watched = new Doctor(new ScriptedStore(store, transaction -> {
      begun.add(1);
      return Fault.NONE;
    }), KEYS);
    assertThat(watched.examine().orElseThrow().defects()).isEmpty();
    assertThat(begun).hasSizeBetween(9, 20);
  }

  @Test
  void what_has_changed_since_it_was_judged_is_left_alone() {
    sound();
    StoreFixture.commit(store, transaction -> transaction.set(KEYS.heartbeat(C), new Heartbeat(3, 1).encode()));
    Defect orphan = defects().get(0);
    StoreFixture.commit(store, transaction -> transaction.set(KEYS.heartbeat(C), new Heartbeat(3, 2).encode()));
    assertThat(doctor.remove(orphan)).as("another value").isEqualTo(Removal.CHANGED);
    StoreFixture.commit(store, transaction -> {
      transaction.set(KEYS.heartbeat(C), new Heartbeat(3, 1).encode());
      Registry.writable(transaction, KEYS).putRecord(C, new NodeRecord(NodeState.JOINING, 3, "h"));
    });
    assertThat(doctor.remove(orphan)).as("needed now").isEqualTo(Removal.CHANGED);
    assertThat(defects()).isEmpty();
    StoreFixture.commit(store, transaction -> transaction.clear(KEYS.heartbeat(C)));
    assertThat(doctor.remove(orphan)).as("gone by itself").isEqualTo(Removal.CHANGED);
  }

  @Test
  void a_change_while_it_is_removed_makes_the_removal_judge_again() {
    sound();
    StoreFixture.commit(store, transaction -> transaction.set(KEYS.heartbeat(C), new Heartbeat(3, 1).encode()));
    Defect orphan = defects().get(0);
    Doctor interrupted = new Doctor(new Store() {
      private boolean joined;

      @Override
      public Transaction begin() {
        Transaction begun = store.begin();
        if (!joined) {
          joined = true;
          StoreFixture.commit(store, transaction ->
              Registry.writable(transaction, KEYS).putRecord(C, new NodeRecord(NodeState.JOINING, 3, "h")));
        }
        return begun;
      }

      @Override
      public void close() {}
    }, KEYS);
    assertThat(interrupted.remove(orphan)).isEqualTo(Removal.CHANGED);
    assertThat(StoreFixture.read(store, KEYS.heartbeat(C))).isNotNull();
  }

  @Test
  void an_unknown_outcome_is_found_out() {
    for (Fault fault : List.of(Fault.UNKNOWN_COMMITTED, Fault.UNKNOWN_NOT_COMMITTED, Fault.CONFLICT)) {
      StoreFixture.commit(store, transaction -> {
        transaction.clearRange(KEYS.all());
        write(transaction);
        transaction.set(KEYS.heartbeat(GONE), JUNK);
      });
      Defect orphan = defects().get(0);
      int[] begun = {0};
      Doctor troubled =
          new Doctor(new ScriptedStore(store, transaction -> begun[0]++ == 0 ? fault : Fault.NONE), KEYS);
      assertThat(troubled.remove(orphan)).as("%s", fault).isEqualTo(Removal.REMOVED);
      assertThat(defects()).isEmpty();
    }
    StoreFixture.commit(store, transaction -> transaction.set(KEYS.heartbeat(GONE), JUNK));
    assertThat(new Doctor(new ScriptedStore(store, FaultScript.always(Fault.CONFLICT)), KEYS).remove(defects().get(0)))
        .isEqualTo(Removal.CONFLICT);
  }
}
