package dev.rollcall.conformance.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.replay.ReplayResult.Conforms;
import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayerTest {
  private final ActionCoverage coverage = new ActionCoverage();

  private ReplayResult replay(ToyLock.Fault fault, Trace trace) {
    return new Replayer(ToyLock.factory(fault)).replay(trace.stream("lock.itf.json"), coverage);
  }

  private static Trace withState(TraceState state) {
    Trace trace = ToyLock.trace("Ask alice");
    return new Trace(trace.header(), List.of(trace.states().get(0), state));
  }

  @Test
  void a_system_that_does_what_the_spec_does_conforms() {
    assertThat(replay(ToyLock.Fault.NONE, ToyLock.handOver())).isEqualTo(new Conforms(5));
    assertThat(coverage.counts()).isEqualTo(Map.of("Ask", 2L, "Grant", 2L, "Release", 1L));
    assertThat(coverage.missing(List.of("Ask", "Steal"))).containsExactly("Steal");
  }

  @Test
  void a_step_that_production_refuses_diverges_with_its_reason() {
    var diverged = (Diverged) replay(ToyLock.Fault.NARROW, ToyLock.handOver());
    assertThat(diverged.kind()).isEqualTo(Kind.REFUSED);
    assertThat(diverged.step()).isEqualTo(2);
    assertThat(diverged.details().reason()).contains("bob cannot wait");
    assertThat(coverage.counts()).isEqualTo(Map.of("Ask", 1L));
  }

  @Test
  void a_state_that_differs_diverges_naming_only_what_differs() {
    var diverged = (Diverged) replay(ToyLock.Fault.UNFAIR, ToyLock.handOver());
    assertThat(diverged.kind()).isEqualTo(Kind.STATE_DIFFERS);
    assertThat(diverged.step()).isEqualTo(3);
    assertThat(diverged.details().differences())
        .extracting(VariableDifference::variable)
        .containsExactly("holder", "queue", "grants");
    assertThat(diverged.details().differences().get(2).parts())
        .containsExactly(
            new Difference("grants[alice]", "1", "0"), new Difference("grants[bob]", "0", "1"));
  }

  @Test
  void a_broken_property_diverges_even_where_the_states_agree() {
    var diverged = (Diverged) replay(ToyLock.Fault.SHARED, ToyLock.handOver());
    assertThat(diverged.kind()).isEqualTo(Kind.INVARIANT_VIOLATED);
    assertThat(diverged.step()).isEqualTo(5);
    assertThat(diverged.details().violations())
        .extracting(InvariantViolation::name)
        .containsExactly("MutualExclusion");
  }

  @Test
  void an_exception_diverges_and_keeps_its_stack_trace() {
    Trace trace = ToyLock.trace("Ask bob", "Grant", "Release", "Ask bob", "Grant", "Release",
        "Ask carol", "Grant");
    var diverged = (Diverged) replay(ToyLock.Fault.WORN_OUT, trace);
    assertThat(diverged.kind()).isEqualTo(Kind.CRASHED);
    assertThat(diverged.step()).isEqualTo(8);
    assertThat(diverged.details().crash().orElseThrow().getStackTrace()[0].getMethodName())
        .isEqualTo("grant");
  }

  @Test
  void another_initial_state_diverges_at_step_0() {
    Trace trace = ToyLock.trace("Ask alice");
    Trace late = new Trace(trace.header(), List.of(trace.states().get(1).at(0)));
    assertThat(((Diverged) replay(ToyLock.Fault.NONE, late)).step()).isZero();
  }

  @Test
  void an_unknown_action_is_an_error_that_names_trace_and_state() {
    Trace trace = withState(new TraceState(1, "Steal", Map.of(), Map.of()));
    assertThatThrownBy(() -> replay(ToyLock.Fault.NONE, trace))
        .isInstanceOf(UnknownActionException.class)
        .hasMessage(
            "lock.itf.json: state 1: unknown action \"Steal\"; the adapter knows Ask, Grant,"
                + " Release. Map the spec's new action to production, or correct the trace");
  }

  @Test
  void a_parameter_of_the_wrong_shape_is_an_error_that_names_it() {
    Trace trace = withState(new TraceState(1, "Ask", Map.of("c", Value.of(7)), Map.of()));
    assertThatThrownBy(() -> replay(ToyLock.Fault.NONE, trace))
        .isInstanceOf(BadParameterException.class)
        .hasMessageContaining("lock.itf.json: state 1: action Ask, parameter \"c\"")
        .hasMessageContaining("expected a client's name, found 7");
  }

  @Test
  void a_state_without_an_action_is_an_error_that_says_so() {
    Trace trace = withState(new TraceState(1, TraceState.NO_ACTION, Map.of(), Map.of()));
    assertThatThrownBy(() -> replay(ToyLock.Fault.NONE, trace))
        .isInstanceOf(MissingActionException.class)
        .hasMessageContaining("lock.itf.json: state 1: the trace does not name the action");
  }

  @Test
  void variables_that_only_one_side_has_are_an_error() {
    var header = TraceHeader.of("Lock", "", "", List.of("holder", "fair"));
    var vars = Map.of("holder", Value.of("none"), "fair", Value.of(true));
    var trace = new Trace(header, List.of(new TraceState(0, "Init", Map.of(), vars)));
    assertThatThrownBy(() -> replay(ToyLock.Fault.NONE, trace))
        .isInstanceOf(ProjectionMismatchException.class)
        .hasMessageContaining("only in the trace: fair")
        .hasMessageContaining("only in the projection: grants, queue");
  }
}
