package dev.rollcall.conformance.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.tlc.Outcome.Kind;
import dev.rollcall.conformance.tlc.Outcome.Violated;
import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViolationTest {
  private static Violated violation(TlcRun run, Kind kind, String property) {
    Violated violated = Specs.violated(Tlc.check(run));
    assertThat(violated.kind()).isEqualTo(kind);
    assertThat(violated.property()).isEqualTo(property);
    return violated;
  }

  private static List<String> actions(Violated violated) {
    return violated.counterexample().steps().stream().map(TraceStep::action).toList();
  }

  @Test
  void a_violated_invariant_is_named_and_shown_with_actions_and_parameters() {
    Violated violated = violation(Specs.lock("InvariantViolated"), Kind.INVARIANT, "NobodyTwice");
    assertThat(actions(violated)).containsExactly("Init", "Acquire", "Release", "Acquire");
    TraceStep last = violated.counterexample().steps().get(3);
    assertThat(last.params()).isEqualTo(Map.of("c", Value.of("c1")));
    assertThat(last.variables())
        .isEqualTo(
            Map.of(
                "holder", Value.setOf(List.of(Value.of("c1"))),
                "uses", Value.funOf(Map.of(Value.of("c1"), Value.of(2), Value.of("c2"), Value.of(0)))));
  }

  @Test
  void a_violated_action_property_is_named_as_in_the_configuration() {
    Violated violated = violation(Specs.lock("ActionViolated"), Kind.ACTION_PROPERTY, "NeverReleased");
    assertThat(actions(violated)).containsExactly("Init", "Acquire", "Release");
  }

  @Test
  void of_several_temporal_properties_the_violated_one_is_named() {
    Violated violated = violation(Specs.lock("TemporalViolated"), Kind.TEMPORAL, "HeldForEver");
    assertThat(violated.counterexample().stuttering()).isTrue();
  }

  @Test
  void a_temporal_counterexample_may_stutter_in_the_initial_state() {
    Violated violated = violation(Specs.lock("MayNeverBeHeld"), Kind.TEMPORAL, "EventuallyHeld");
    assertThat(actions(violated)).containsExactly("Init");
    assertThat(violated.counterexample().stuttering()).isTrue();
  }

  @Test
  void a_temporal_counterexample_with_a_loop_tells_where_it_leads_back() {
    Counterexample trace =
        violation(Specs.counter("LoopViolated"), Kind.TEMPORAL, "StaysLow").counterexample();
    assertThat(trace.stuttering()).isFalse();
    assertThat(trace.loopStart()).isPresent();
    assertThat(trace.loopLabel()).map(ActionLabel::action).contains("Reset");
    assertThat(trace.steps().get(trace.loopStart().getAsInt()).variables())
        .containsEntry("n", Value.of(0));
  }

  @Test
  void of_two_refinements_the_violated_one_is_named() {
    Violated violated =
        violation(Specs.counter("RefinementViolated"), Kind.REFINEMENT, "RefinesShorterCycle");
    assertThat(actions(violated)).containsExactly("Init", "Increment", "Increment", "Increment");
  }

  @Test
  void a_state_predicate_as_property_is_checked_at_the_start() {
    Violated violated = violation(Specs.counter("WrongStart"), Kind.INVARIANT, "StartsAtOne");
    assertThat(actions(violated)).containsExactly("Init");
  }

  @Test
  void a_deadlock_is_found_only_when_asked_for() {
    TlcRun run = Specs.counter("Deadlock");
    assertThat(Tlc.check(run).passed()).isTrue();
    violation(run.withDeadlockCheck(true), Kind.DEADLOCK, "Deadlock");
  }

  @Test
  void a_false_assumption_is_a_violation_without_a_trace() {
    Violated violated = Specs.violated(Tlc.check(Specs.counter("Assumption")));
    assertThat(violated.kind()).isEqualTo(Kind.ASSUMPTION);
    assertThat(violated.counterexample().steps()).isEmpty();
  }

  @Test
  void under_symmetry_every_step_shown_is_a_step_of_the_spec() {
    Violated violated = violation(Specs.lock("SymmetricViolated"), Kind.INVARIANT, "NobodyTwice");
    List<TraceStep> steps = violated.counterexample().steps();
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).action().equals("Acquire")) {
        Value holder = Value.setOf(List.of(steps.get(i).params().get("c")));
        assertThat(steps.get(i).variables()).containsEntry("holder", holder);
      }
    }
  }
}
