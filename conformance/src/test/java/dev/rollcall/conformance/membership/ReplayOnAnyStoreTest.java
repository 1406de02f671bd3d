package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.CommittedTraces;
import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.replay.ActionCoverage;
import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.replay.ReplayResult;
import dev.rollcall.conformance.replay.Replayer;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.replay.UnreplayableTraceException;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceSource;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Production on a store that is known by its transactions only, as a remote one is. */
class ReplayOnAnyStoreTest {
  private final List<Store> opened = new ArrayList<>();
  private final ActionCoverage coverage = new ActionCoverage();

  private Store open() {
    MemoryStore store = new MemoryStore();
    opened.add(store);
    return store;
  }

  private static List<TraceSource> witnesses() {
    return CommittedTraces.sourcesOf("membership");
  }

  private static ReplayResult replay(SystemUnderTest.Factory factory, Trace trace) {
    return new Replayer(factory).replay(trace.stream("trace"), new ActionCoverage());
  }

  private static List<Diverged> divergences(StoreSource stores) throws IOException {
    List<Diverged> found = new ArrayList<>();
    for (TraceSource trace : witnesses()) {
      if (new Replayer(new MembershipFactory().on(stores)).replay(trace, new ActionCoverage()) instanceof Diverged d) {
        found.add(d);
      }
    }
    return found;
  }

  private void areClosed() {
    assertThat(opened).isNotEmpty().allSatisfy(
        store -> assertThatThrownBy(store::begin).hasMessage("the store is closed"));
  }

  @Test
  void witnesses_replay_as_they_do_on_the_embedded_store() throws IOException {
    ActionCoverage embedded = new ActionCoverage();
    for (TraceSource witness : witnesses()) {
      ReplayResult expected = new Replayer(new MembershipFactory()).replay(witness, embedded);
      assertThat(new Replayer(new MembershipFactory().on(this::open)).replay(witness, coverage)).isEqualTo(expected);
    }
    assertThat(coverage.counts()).isEqualTo(embedded.counts());
    assertThat(coverage.refusals().counts()).isEqualTo(embedded.refusals().counts());
    assertThat(opened).hasSameSizeAs(witnesses());
    areClosed();
  }

  @Test
  void a_mutant_diverges_where_it_does_on_the_embedded_store() throws IOException {
    MembershipFactory mutant = ProductionMutants.all().stream()
        .filter(m -> m.name().equals("MarkNodeFailed.quorum")).findFirst().orElseThrow().factory();
    TraceSource witness = TraceSource.file(Path.of("traces/MinorityDecidesNothingAlone.itf.json"));
    var embedded = (Diverged) new Replayer(mutant).replay(witness, coverage);
    var elsewhere = (Diverged) new Replayer(mutant.on(this::open)).replay(witness, coverage);
    assertThat(elsewhere.kind()).isEqualTo(embedded.kind());
    assertThat(elsewhere.step()).isEqualTo(embedded.step());
    assertThat(elsewhere.tried()).isEqualTo(embedded.tried());
    areClosed();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void a_store_that_loses_a_commit_is_noticed(int honest) throws IOException {
    assertThat(divergences(() -> LyingStore.losing(honest))).isNotEmpty().extracting(Diverged::kind)
        .contains(Kind.STATE_DIFFERS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void a_store_that_applies_what_it_calls_a_conflict_is_noticed(int honest) throws IOException {
    List<Diverged> found = divergences(() -> LyingStore.applyingAConflict(honest));
    assertThat(found).extracting(Diverged::kind).contains(Kind.REFUSED);
    // A watch whose heartbeat is refused outlives the lease of the process, and finds no node silent.
    assertThat(found).filteredOn(diverged -> diverged.kind() != Kind.REFUSED).allSatisfy(diverged -> {
      assertThat(diverged.kind()).isEqualTo(Kind.STATE_DIFFERS);
      assertThat(diverged.expected().action()).isEqualTo("FindSilent");
    });
  }

  @Test
  void a_key_that_somebody_else_writes_between_steps_is_noticed_in_a_refused_try() {
    Store shared = new MemoryStore();
    Store disturbed = new DisturbedStore(shared, 12);
    var diverged = (Diverged) replay(new MembershipFactory().on(() -> disturbed), TwoNodes.join());
    assertThat(diverged.kind()).isEqualTo(Kind.CHANGED_THOUGH_REFUSED);
  }

  @Test
  void a_store_that_fails_is_not_taken_for_a_guard_that_refuses() {
    Store failing = new ScriptedStore(new MemoryStore(), begun -> begun == 3 ? Fault.UNAVAILABLE : Fault.NONE);
    var diverged = (Diverged) replay(new MembershipFactory().on(() -> failing), TwoNodes.join());
    assertThat(diverged.kind()).isEqualTo(Kind.CRASHED);
    assertThat(diverged.tried()).isPresent();
    assertThat(diverged.details().crash().orElseThrow()).hasMessageContaining("the store did not answer n");
  }

  @Test
  void a_trace_of_another_spec_opens_no_store() {
    TraceState nothing = new TraceState(0, TraceState.INIT, Map.of(), Map.of());
    SystemUnderTest.Factory factory = new MembershipFactory().on(this::open);
    assertThatThrownBy(() -> factory.start(TwoNodes.join().header(), nothing))
        .isInstanceOf(UnreplayableTraceException.class);
    assertThat(opened).isEmpty();
  }

  @Test
  void what_runs_on_such_a_store_does_not_go_back() {
    Trace trace = TwoNodes.join();
    SystemUnderTest system = new MembershipFactory().on(this::open).start(trace.header(), trace.states().get(0));
    Object first = system.fingerprint();
    system.perform("NodeJoin", Map.of("p", Value.of("n1")));
    assertThat(Set.of(first, system.fingerprint())).hasSize(2);
    assertThatThrownBy(() -> ((ExplorableSystem) system).restore(first))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** Somebody else writes a key of its own before one of the transactions begins. */
  private static final class DisturbedStore implements Store {
    private final Store store;
    private int before;

    DisturbedStore(Store store, int before) {
      this.store = store;
      this.before = before;
    }

    @Override
    public Transaction begin() {
      if (before-- == 0) {
        try (Transaction other = store.begin()) {
          other.set(Bytes.utf8("stray"), Bytes.utf8("1"));
          other.commit();
        }
      }
      return store.begin();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
