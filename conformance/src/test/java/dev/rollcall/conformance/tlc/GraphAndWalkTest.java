package dev.rollcall.conformance.tlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.tlc.Outcome.Violated;
import dev.rollcall.conformance.tlc.WalkOptions.Choice;
import dev.rollcall.conformance.trace.Value;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphAndWalkTest {
  private static final WalkOptions WALKS = new WalkOptions(42, 20, 15, Choice.BY_ACTION);

  @Test
  void the_graph_has_every_state_and_every_transition() {
    StateGraph graph = GraphExport.of(Specs.lock("Passes").withWorkers(2));
    assertThat(graph.result().passed()).isTrue();
    assertThat(graph.stateCount()).isEqualTo(21);
    assertThat(graph.edgeCount()).isEqualTo(24);
    assertThat(graph.initials()).hasSize(1);
    assertThat(graph.values(graph.initials()[0])).containsEntry("holder", Value.setOf(List.of()));
    assertThat(graph.labels().values())
        .extracting(label -> label.action() + label.params())
        .containsExactlyInAnyOrder("Acquire{c=c1}", "Acquire{c=c2}", "Release{c=c1}", "Release{c=c2}");
    Set<Long> states = new HashSet<>();
    for (long state : graph.states()) {
      states.add(state);
    }
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      assertThat(states).contains(graph.source(edge), graph.target(edge));
      if (graph.label(edge).action().equals("Acquire")) {
        Value holder = Value.setOf(List.of(graph.label(edge).params().get("c")));
        assertThat(graph.values(graph.target(edge))).containsEntry("holder", holder);
      }
    }
  }

  @Test
  void a_symmetric_model_has_no_graph_to_export() {
    assertThatThrownBy(() -> GraphExport.of(Specs.lock("Symmetric")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SYMMETRY");
  }

  @Test
  void the_same_seed_walks_the_same_traces() {
    WalkResult first = Tlc.walk(Specs.lock("Three"), WALKS);
    WalkResult second = Tlc.walk(Specs.lock("Three"), WALKS);
    assertThat(first.outcome()).isEqualTo(new Outcome.Passed());
    assertThat(first.traces()).hasSize(20).isEqualTo(second.traces());
    assertThat(first.traces().toString()).isEqualTo(second.traces().toString());
    assertThat(first.neverTaken()).containsExactly("Steal");
    WalkOptions other = new WalkOptions(43, 20, 15, Choice.BY_ACTION);
    assertThat(Tlc.walk(Specs.lock("Three"), other).traces()).isNotEqualTo(first.traces());
  }

  @Test
  void a_walk_ends_at_its_length_or_where_nothing_is_enabled() {
    WalkResult result =
        Tlc.walk(Specs.lock("Passes"), new WalkOptions(1, 5, 100, Choice.BY_SUCCESSOR));
    assertThat(result.traces()).allSatisfy(trace -> assertThat(trace).hasSize(9));
    WalkResult shorter =
        Tlc.walk(Specs.lock("Passes"), new WalkOptions(1, 5, 3, Choice.BY_SUCCESSOR));
    assertThat(shorter.traces()).allSatisfy(trace -> assertThat(trace).hasSize(4));
  }

  @Test
  void a_walk_checks_the_invariants_on_its_way() {
    WalkResult result = Tlc.walk(Specs.lock("InvariantViolated"), WALKS);
    assertThat(result.outcome()).isInstanceOf(Violated.class);
    Violated violated = (Violated) result.outcome();
    assertThat(violated.property()).isEqualTo("NobodyTwice");
    assertThat(violated.counterexample().steps().get(0).params()).isEqualTo(Map.of());
  }

  @Test
  void functions_that_are_sequences_or_records_are_converted_as_such() {
    StateGraph graph = GraphExport.of(Specs.counter("Passes"));
    Value one = Value.recOf(Map.of("at", Value.of(0), "even", Value.of(true)));
    assertThat(graph.states()).hasSize(6);
    assertThat(Arrays.stream(graph.states()).mapToObj(state -> graph.values(state).get("log")))
        .contains(Value.seqOf(List.of()), Value.seqOf(List.of(one)));
  }
}
