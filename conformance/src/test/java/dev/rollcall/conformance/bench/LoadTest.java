package dev.rollcall.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.MembershipConfig;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted of a cluster, whatever time it takes. */
class LoadTest {
  private static final int NODES = 5;
  private static final int SUCCESSORS = 2;
  private static final int TRANSACTIONS_OF_JOINS = 2 * NODES - 1;

  /** An interval of 1 s, so that in 1.5 s each node has a turn, and no lease ends on a slow machine. */
  private static final MembershipConfig CONFIG =
      new MembershipConfig(Duration.ofSeconds(3), Duration.ofSeconds(5), 0.01, Duration.ofSeconds(3), 1, SUCCESSORS);

  private final List<String> told = new ArrayList<>();

  private Load.Result load(Store store, boolean paced) {
    Duration time = paced ? Duration.ofMillis(1_500) : Duration.ofMillis(20);
    return new Load(store, new LoadOptions(CONFIG, 2, time, paced, 7), told::add).run(NODES);
  }

  @Test
  void every_node_joins_reads_the_view_and_takes_its_turns() {
    Load.Result result = load(new MemoryStore(), true);
    assertThat(result.rows()).extracting(LoadRow::name)
        .containsExactly("join", "view read", "heartbeat", "look", "one key for all");
    // The first node is a member at once, the others in two steps.
    assertThat(result.joins().steps()).isEqualTo(TRANSACTIONS_OF_JOINS);
    assertThat(result.viewReads().steps()).isEqualTo(NODES);
    assertThat(result.heartbeats().steps()).isBetween((long) NODES, 2L * NODES);
    assertThat(result.looks().steps()).isEqualTo(result.heartbeats().steps());
    assertThat(result.rows()).allSatisfy(row -> assertThat(row.failed()).as(row.name()).isZero());
    assertThat(result.heartbeatsDuePerSecond()).isEqualTo(5.0);
    assertThat(told).contains("joining, 0 of 5", "heartbeats and looks", "one key for all");
  }

  @Test
  void heartbeats_write_one_key_each_and_never_conflict() {
    Load.Result result = load(new MemoryStore(), true);
    StoreCounts counts = result.heartbeats().counts();
    assertThat(counts.commits()).isEqualTo(counts.transactions()).isEqualTo(counts.keysWritten())
        .isEqualTo(result.heartbeats().steps());
    // Its record, its heartbeat, and the primary's record unless it is itself primary.
    assertThat(counts.keysRead()).isBetween(2 * counts.transactions(), 3 * counts.transactions());
    assertThat(result.heartbeatsConflicted()).isFalse();
    assertThat(result.heartbeats().conflictsPerCommit()).isZero();
  }

  @Test
  void view_reads_read_every_node_and_looks_only_some_and_neither_writes() {
    Load.Result result = load(new MemoryStore(), true);
    for (LoadRow row : List.of(result.looks(), result.viewReads())) {
      StoreCounts counts = row.counts();
      assertThat(counts.bytesRead()).isGreaterThan(counts.keysRead());
      assertThat(counts.commits() + counts.keysWritten() + counts.bytesWritten()).isZero();
    }
    StoreCounts views = result.viewReads().counts();
    assertThat(views.keysRead()).isGreaterThanOrEqualTo(NODES * views.transactions());
    readOnlySome(result.looks());
  }

  /**
   * Its own record, the successors, who is primary, and that one's heartbeat if it is not among them; the first look also
   * the records of those.
   */
  private static void readOnlySome(LoadRow looks) {
    assertThat(looks.counts().keysRead())
        .isBetween((SUCCESSORS + 2) * looks.steps(), (SUCCESSORS + 3) * looks.steps() + NODES * (SUCCESSORS + 1));
  }

  @Test
  void without_a_pace_heartbeats_are_not_due_and_looks_still_read_only_some() {
    Load.Result result = load(new MemoryStore(), false);
    assertThat(result.heartbeatsDuePerSecond()).isZero();
    assertThat(result.heartbeats().steps()).isPositive();
    readOnlySome(result.looks());
  }

  @Test
  void a_conflict_of_a_heartbeat_is_found() {
    // After the joins, the view reads and the heartbeats before counting begins; each node takes another turn on top.
    int before = TRANSACTIONS_OF_JOINS + NODES;
    Store store = new ScriptedStore(new MemoryStore(), n -> n == before ? Fault.CONFLICT : Fault.NONE);
    Load.Result result = load(store, true);
    assertThat(result.heartbeats().counts().conflicts()).isEqualTo(1);
    assertThat(result.heartbeatsConflicted()).isTrue();
    assertThat(result.heartbeats().failed()).as("it was tried again").isZero();
  }

  @Test
  void a_store_that_is_never_reached_ends_it() {
    Store store = new ScriptedStore(new MemoryStore(), n -> Fault.UNAVAILABLE);
    MembershipConfig quick =
        new MembershipConfig(Duration.ofMillis(30), Duration.ofMillis(50), 0.01, Duration.ofMillis(30), 1, 4);
    Load load = new Load(store, new LoadOptions(quick, 2, Duration.ofMillis(10), true, 7), told::add);
    assertThatThrownBy(() -> load.run(NODES)).isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("node-00000 was to join");
  }

  @Test
  void a_place_is_empty_after_it_was_cleared() {
    try (LoadPlace place = LoadPlace.embedded()) {
      new Load(place.store(), new LoadOptions(CONFIG, 1, Duration.ofMillis(1), false, 7), told::add).run(2);
      place.clear();
      try (Transaction transaction = place.store().begin()) {
        assertThat(transaction.getRange(KeyRange.ALL)).isEmpty();
      }
    }
  }
}
