package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.explore.ExplorableSystem.FaultedStep;
import dev.rollcall.conformance.explore.StoreFault;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.Refusal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an explorer asks of the production protocol: to go back, to show what is hidden, to fail under way. */
class ExplorationTest {
  private final ExplorableSystem system = start();

  private static ExplorableSystem start() {
    Trace trace = TwoNodes.join();
    return new MembershipFactory().start(trace.header(), trace.states().get(0));
  }

  private static Map<String, Value> params(String... names) {
    return names.length == 1
        ? Map.of("p", Value.of(names[0]))
        : Map.of("d", Value.of(names[0]), "t", Value.of(names[1]));
  }

  private void take(String... steps) {
    for (String step : steps) {
      String[] words = step.split(" ");
      Map<String, Value> params = words.length == 1 ? Map.of() : params(words[1].split(","));
      assertThat(system.perform(words[0], params)).as(step).isEqualTo(StepResult.performed());
    }
  }

  private Object hiddenAfter(String... steps) {
    Object before = system.snapshot();
    take(steps);
    Object hidden = system.hiddenState();
    system.restore(before);
    return hidden;
  }

  private FaultedStep under(StoreFault fault, String action, String... names) {
    return system.performUnder(fault, action, params(names)).orElseThrow();
  }

  private static FaultedStep refused(Refusal reason, boolean struck) {
    return new FaultedStep(StepResult.refused(reason.name()), struck);
  }

  private static FaultedStep performed(boolean struck) {
    return new FaultedStep(StepResult.performed(), struck);
  }

  // Back.

  @Test
  void it_goes_back_to_exactly_where_it_was() {
    take("NodeJoin n1", "NodeJoin n2", "LeaseEnds n2", "FindSilent n1,n2", "SendHeartbeat n1");
    Object snapshot = system.snapshot();
    Map<String, Value> projected = system.project();
    Object hidden = system.hiddenState();
    take("NodeJoinComplete n2", "CutStore n1", "LeaseEnds n1", "NodeCrash n2");
    assertThat(system.project()).isNotEqualTo(projected);
    system.restore(snapshot);
    assertThat(system.snapshot()).isSameAs(snapshot);
    assertThat(system.project()).isEqualTo(projected);
    assertThat(system.hiddenState()).isEqualTo(hidden);
  }

  @Test
  void a_system_goes_where_another_has_been() {
    take("NodeJoin n1", "LeaseEnds n1");
    ExplorableSystem other = start();
    other.restore(system.snapshot());
    assertThat(other.snapshot()).isEqualTo(system.snapshot());
    assertThat(other.perform("SendHeartbeat", params("n1"))).isEqualTo(StepResult.performed());
    take("SendHeartbeat n1");
    assertThat(other.snapshot()).isEqualTo(system.snapshot());
  }

  @Test
  void equal_paths_lead_to_equal_snapshots_also_of_what_was_watched() {
    String[] path = {"LeaseEnds n2", "FindSilent n1,n2", "SendHeartbeat n1"};
    // Joins leave receipts, no two of which are the same.
    take("NodeJoin n1", "NodeJoin n2");
    Object start = system.snapshot();
    take(path);
    Object once = system.snapshot();
    system.restore(start);
    take(path);
    assertThat(system.snapshot()).isNotSameAs(once).isEqualTo(once).hasSameHashCodeAs(once);
  }

  // Hidden.

  @Test
  void numbers_that_are_only_compared_for_equality_are_not_hidden_state() {
    assertThat(hiddenAfter("NodeJoin n1", "SendHeartbeat n1")).isEqualTo(hiddenAfter("NodeJoin n1"));
    assertThat(hiddenAfter("NodeJoin n1", "NodeJoin n2", "NodeLeave n2", "NodeJoin n2"))
        .isEqualTo(hiddenAfter("NodeJoin n1", "NodeJoin n2"));
  }

  @Test
  void a_lease_that_is_over_is_not_one_that_never_was() {
    assertThat(hiddenAfter("NodeJoin n1", "LeaseEnds n1")).isNotEqualTo(hiddenAfter("NodeJoin n1", "NodeCrash n1"));
  }

  @Test
  void whose_an_incarnation_is_is_hidden_state() {
    assertThat(hiddenAfter("NodeJoin n1", "NodeCrash n1").toString())
        .contains("incarnation in the record of n1 = 3").contains("incarnation of the primary = 3");
    assertThat(hiddenAfter("NodeJoin n1").toString()).contains("incarnation in the record of n1 = 1");
  }

  // Faults.

  @Test
  void the_environment_uses_no_store() {
    assertThat(system.performUnder(StoreFault.CONFLICT, "CutStore", params("n1"))).isEmpty();
    assertThat(system.performUnder(StoreFault.CONFLICT, "LeaseEnds", params("n1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void a_store_that_is_lost_under_way_changes_nothing(int call) {
    Object before = system.snapshot();
    assertThat(under(StoreFault.unavailableAt(call), "NodeJoin", "n1"))
        .isEqualTo(refused(Refusal.STORE_UNAVAILABLE, true));
    assertThat(system.snapshot()).isEqualTo(before);
  }

  @Test
  void a_step_that_ends_before_the_fault_does_not_meet_it() {
    assertThat(under(StoreFault.unavailableAt(99), "NodeJoin", "n1")).isEqualTo(performed(false));
    assertThat(under(StoreFault.CONFLICT, "NodeJoin", "n1")).isEqualTo(refused(Refusal.NOT_IN_THIS_STATE, false));
    assertThat(under(StoreFault.UNKNOWN_COMMITTED, "SyncViews", "n1")).isEqualTo(performed(false));
  }

  @Test
  void a_process_that_is_cut_off_does_not_meet_the_fault() {
    take("CutStore n1");
    assertThat(under(StoreFault.unavailableAt(0), "NodeJoin", "n1"))
        .isEqualTo(refused(Refusal.STORE_UNAVAILABLE, false));
  }

  @Test
  void a_conflict_changes_nothing() {
    Object before = system.snapshot();
    assertThat(under(StoreFault.CONFLICT, "NodeJoin", "n1")).isEqualTo(refused(Refusal.CONFLICT, true));
    assertThat(system.snapshot()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(value = StoreFault.Kind.class, names = {"UNKNOWN_COMMITTED", "UNKNOWN_NOT_COMMITTED"})
  void after_an_unknown_outcome_the_step_is_taken_once(StoreFault.Kind kind) {
    Object before = system.snapshot();
    take("NodeJoin n1");
    Object joined = system.hiddenState();
    Map<String, Value> projected = system.project();
    system.restore(before);
    assertThat(under(new StoreFault(kind, 0), "NodeJoin", "n1")).isEqualTo(performed(true));
    assertThat(system.project()).isEqualTo(projected);
    assertThat(system.hiddenState()).isEqualTo(joined);
  }

  // What the factory says.

  @Test
  void the_reasons_to_refuse_are_those_of_the_guards_and_of_a_store_that_is_not_reached() {
    Map<String, Set<String>> reasons = new MembershipFactory().refusalReasons();
    assertThat(reasons).hasSameSizeAs(Protocol.standard().actions())
        .containsEntry("NodeJoin", Set.of("NOT_IN_THIS_STATE", "STORE_UNAVAILABLE"))
        .containsEntry("PrimaryStepDown", Set.of("FENCED", "NOT_PRIMARY", "HAS_QUORUM", "LEASE_STILL_LIVE"));
    assertThat(new MembershipFactory().actWithoutStore()).containsExactly("PrimaryStepDown");
  }

  @Test
  void what_may_differ_is_explained() {
    assertThat(new MembershipFactory().mayDiffer()).isNotEmpty().allSatisfy((name, reason) ->
        assertThat(reason).isNotBlank());
  }
}
