package dev.rollcall.conformance.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.explore.Door.Flaw;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.UnreplayableTraceException;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is explored, and what exploration notices. */
class ExplorerTest {
  private static final Path SPEC = Path.of("src/test/resources/door");
  private static final TraceHeader HEADER = TraceHeader.of("Door", "Small", "", List.of());

  private static TlcRun run() {
    return TlcRun.of(SPEC, "Door", SPEC.resolve("Small.cfg")).withWorkers(1);
  }

  private static Exploration explore(ExploreOptions options, Flaw... flaws) {
    return Explorer.run(run(), HEADER, Door.factory(flaws), options);
  }

  private static Divergence divergence(Flaw... flaws) {
    Exploration found = explore(ExploreOptions.ALL, flaws);
    assertThat(found.conforms()).isFalse();
    return found.divergence().orElseThrow();
  }

  private static String report(Divergence divergence) {
    return divergence.text("").replaceAll("\\s+", " ");
  }

  @Test
  void every_transition_is_performed_and_everything_else_refused() {
    Exploration found = explore(ExploreOptions.ALL);
    assertThat(found.conforms()).isTrue();
    assertThat(found.tlc().stats().distinct()).isEqualTo(21);
    assertThat(found.coverage().counts()).isEqualTo(Map.of("Acquire", 12L, "Release", 12L));
    assertThat(found.performed()).isEqualTo(24);
    // Of four instances in each of 21 states, those that are not performed.
    assertThat(found.coverage().refusals().total()).isEqualTo(4 * 21 - 24);
    assertThat(found.coverage().refusals().counts().get("Acquire")).containsOnlyKeys("OCCUPIED", "TOO_OFTEN");
    // Once settled at once, and once after each of the other's two instances.
    assertThat(found.faults().total(StoreFault.Kind.UNKNOWN_COMMITTED)).isEqualTo(24 + 2 * 24);
    // The other has a step of its own only where both are outside, and may enter.
    assertThat(found.faults().total(StoreFault.Kind.UNKNOWN_NOT_COMMITTED)).isEqualTo(24 + 2 * 4);
    assertThat(found.faults().total(StoreFault.Kind.UNAVAILABLE)).isEqualTo(2 * 24);
    assertThat(found.faults().counts()).containsOnlyKeys("Acquire", "Release");
    assertThat(found.audited()).isEqualTo(21);
    assertThat(found.hiddenStates()).isEqualTo(1);
    assertThat(found.reachedAgain()).isZero();
  }

  @Test
  void what_is_not_asked_for_is_not_checked() {
    ExploreOptions transitionsOnly = ExploreOptions.ALL.withChecks(EnumSet.noneOf(Check.class));
    Exploration found = explore(transitionsOnly, Flaw.NO_HOLDER, Flaw.TORN, Flaw.APPLIES_TWICE, Flaw.COUNTS_RELEASES);
    assertThat(found.conforms()).isTrue();
    assertThat(found.coverage().refusals().total()).isZero();
    assertThat(found.faults().total()).isZero();
    assertThat(found.audited()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
      "NO_FREE, REFUSAL, PERFORMED_THOUGH_DISABLED, 1",
      "NO_LIMIT, REFUSAL, PERFORMED_THOUGH_DISABLED, 4",
      "NO_HOLDER, REFUSAL, PERFORMED_THOUGH_DISABLED, 0",
      "RESTLESS, REFUSAL, CHANGED_THOUGH_REFUSED, 1",
      "TOO_STRICT, TRANSITION, REFUSED, 7",
      "STUCK, TRANSITION, STATE_DIFFERS, 2",
      "UNFAIR, TRANSITION, INVARIANT_VIOLATED, 3",
      "THROWS, LATE_SETTLEMENT, CRASHED, 2",
      "COUNTS_RELEASES, HIDDEN_STATE, HIDDEN_STATE_DIFFERS, 4",
      "TIRED, TRANSITION, REFUSED, 7",
      "APPLIES_TWICE, UNKNOWN_OUTCOME, NOT_ONE_EXECUTION, 0",
      "FORGETS_ITSELF, UNKNOWN_OUTCOME, NOT_ONE_EXECUTION, 0",
      "TORN, TORN_STEP, TORN, 0",
      "OVERWRITES, LATE_SETTLEMENT, NOT_ONE_EXECUTION, 1",
      "RESTLESS_IN_DOUBT, LATE_SETTLEMENT, NOT_ONE_EXECUTION, 0",
      "THROWS_IN_DOUBT, LATE_SETTLEMENT, CRASHED, 0",
  })
  void each_flaw_is_met_by_its_check_on_a_shortest_way(Flaw flaw, Check check, Kind kind, int steps) {
    Divergence divergence = divergence(flaw);
    assertThat(divergence.check()).isEqualTo(check);
    assertThat(divergence.diverged().kind()).isEqualTo(kind);
    assertThat(divergence.trace().steps()).isEqualTo(steps);
    assertThat(divergence.diverged().step()).isEqualTo(steps);
    assertThat(report(divergence)).startsWith("DIVERGED ");
  }

  @Test
  void doing_what_is_disabled_and_refusing_what_is_enabled_read_differently() {
    assertThat(report(divergence(Flaw.NO_FREE)))
        .contains("in state 1, trying Acquire(c = ", "production did what the spec forbids in this state",
            "(disabled in the spec)");
    assertThat(report(divergence(Flaw.TOO_STRICT)))
        .contains("at step 7, Acquire(c = ", "the spec takes this step, production refuses it", "NOT_TODAY");
  }

  @Test
  void a_failing_store_is_told_with_the_step() {
    assertThat(report(divergence(Flaw.TORN))).contains("the step failed under way", "UNAVAILABLE at store call 1");
    assertThat(report(divergence(Flaw.APPLIES_TWICE)))
        .contains("after an unknown outcome", "The store: UNKNOWN_COMMITTED");
    assertThat(report(divergence(Flaw.COUNTS_RELEASES)))
        .contains("remembers something else", "the first time:", "this time:", "mayDiffer()");
  }

  @Test
  void what_came_before_the_settlement_is_told() {
    assertThat(report(divergence(Flaw.OVERWRITES)))
        .contains("in state 1, trying Release(c = ", "and Acquire(c = ", "came before the outcome was found out");
    assertThat(report(divergence(Flaw.RESTLESS_IN_DOUBT))).contains("one after the other: 0", "settled late: 1");
    assertThat(report(divergence(Flaw.THROWS_IN_DOUBT)))
        .contains("the door jammed", "and Release(c = ", "came before the outcome was found out");
  }

  @Test
  void states_without_room_are_reached_again_by_their_steps() {
    AtomicInteger asked = new AtomicInteger();
    List<String> notices = new ArrayList<>();
    Shared shared = new Shared(Door.factory(),
        ExploreOptions.ALL.withHeapIsFull(() -> asked.incrementAndGet() > 0).withNotices(notices::add),
        new Notices(List.of()));
    shared.frontier().spill();
    Exploration found = Explorer.run(run(), HEADER, shared);
    assertThat(found.conforms()).isTrue();
    assertThat(found.reachedAgain()).isEqualTo(20);
    assertThat(found.performed()).isEqualTo(24);
    assertThat(notices).singleElement().asString().contains("waiting states fill the heap");
  }

  @Test
  void two_workers_see_the_same_as_one() {
    Exploration one = explore(ExploreOptions.ALL);
    Exploration two = Explorer.run(run().withWorkers(2), HEADER, Door.factory(), ExploreOptions.ALL);
    assertThat(two.coverage().counts()).isEqualTo(one.coverage().counts());
    assertThat(two.coverage().refusals().counts()).isEqualTo(one.coverage().refusals().counts());
    assertThat(two.faults().counts()).isEqualTo(one.faults().counts());
  }

  @Test
  void variants_are_told_apart_by_the_checks_that_notice_them() {
    Set<Check> all = EnumSet.allOf(Check.class);
    Set<String> actions = Set.of("Acquire", "Release");
    List<Variant> variants = Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.THROWS && flaw != Flaw.UNFAIR)
        .map(flaw -> new Variant(flaw.name(), Door.factory(flaw), actions, all)).collect(Collectors.toList());
    variants.add(new Variant("NONE", Door.factory(), actions, all));
    Exploration found = Explorer.run(run(), HEADER, Door.factory(), ExploreOptions.ALL, variants);
    assertThat(found.conforms()).isTrue();
    assertThat(found.noticed().get("NONE")).isEmpty();
    assertThat(found.noticed().get("NO_LIMIT")).isEqualTo(Map.of(Check.REFUSAL, "Acquire(c = c1)"));
    assertThat(found.noticed().get("STUCK")).containsKey(Check.TRANSITION);
    assertThat(found.noticed().get("FORGETS_ITSELF")).containsOnlyKeys(Check.UNKNOWN_OUTCOME);
    assertThat(found.noticed().get("TORN")).containsOnlyKeys(Check.TORN_STEP);
    assertThat(found.noticed().get("OVERWRITES")).containsOnlyKeys(Check.LATE_SETTLEMENT);
    assertThat(found.noticed().get("COUNTS_RELEASES")).containsKey(Check.HIDDEN_STATE);
  }

  @Test
  void a_projection_with_other_variables_is_a_fault_of_the_adapter() {
    ExplorableSystem.Factory doors = Door.factory();
    ExplorableSystem.Factory bad = new ExplorableSystem.Factory() {
      @Override
      public Set<String> variables() {
        return doors.variables();
      }

      @Override
      public ExplorableSystem start(TraceHeader header, TraceState first) {
        return new Misprojected(doors.start(header, first));
      }
    };
    assertThatThrownBy(() -> Explorer.run(run(), HEADER, bad, ExploreOptions.ALL))
        .isInstanceOf(UnreplayableTraceException.class).hasMessageContaining("only in the trace: uses");
  }

  private record Misprojected(ExplorableSystem door) implements ExplorableSystem {
    @Override
    public StepResult perform(String action, Map<String, Value> params) {
      return door.perform(action, params);
    }

    @Override
    public Map<String, Value> project() {
      return Map.of("holder", door.project().get("holder"));
    }

    @Override
    public List<InvariantViolation> violatedInvariants() {
      return List.of();
    }

    @Override
    public List<ActionInstance> instances() {
      return door.instances();
    }

    @Override
    public Object snapshot() {
      return door.snapshot();
    }

    @Override
    public void restore(Object snapshot) {
      door.restore(snapshot);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 100_000})
  void a_table_keeps_what_was_put_first(int size) {
    StateTable table = new StateTable();
    for (long key = 0; key < size; key++) {
      assertThat(table.putIfAbsent(key << 40, ~key, (int) key)).isEqualTo((int) key);
      assertThat(table.putIfAbsent(key << 40, 0, 5)).isEqualTo((int) key);
    }
    assertThat(table.size()).isEqualTo(size);
    assertThat(table.get(1)).isNull();
    for (long key = 0; key < size; key++) {
      assertThat(table.get(key << 40)).isEqualTo(new StateTable.Entry(~key, (int) key));
    }
  }
}
