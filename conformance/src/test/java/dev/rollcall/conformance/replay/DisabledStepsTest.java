package dev.rollcall.conformance.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.replay.ReplayResult.Conforms;
import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisabledStepsTest {
  private final ActionCoverage coverage = new ActionCoverage();

  private ReplayResult replay(ToyLock.Fault fault, Trace trace) {
    return new Replayer(ToyLock.factory(fault)).replay(trace.stream("lock.itf.json"), coverage);
  }

  private Diverged diverge(ToyLock.Fault fault, Trace trace) {
    return (Diverged) replay(fault, trace);
  }

  private static Trace handOver() {
    return ToyLock.withEnabled(ToyLock.handOver());
  }

  private static Trace with(Trace trace, int index, List<String> enabled) {
    List<TraceState> states = new ArrayList<>(trace.states());
    states.set(index, states.get(index).withEnabled(enabled));
    return new Trace(trace.header(), states);
  }

  @Test
  void a_system_that_refuses_all_the_spec_forbids_conforms() {
    // Of five instances, those disabled after: Init 2, Ask 2, Ask 3, Grant 2, Release 2, Grant 1.
    assertThat(replay(ToyLock.Fault.NONE, handOver())).isEqualTo(new Conforms(5, 12));
    assertThat(coverage.refusals().total()).isEqualTo(12);
    assertThat(coverage.refusals().counts().get("Release"))
        .isEqualTo(Map.of("nobody holds the lock", 4L));
  }

  @ParameterizedTest
  @EnumSource(value = ToyLock.Fault.class, names = {"GREEDY", "SLOPPY", "SECRETIVE", "BRITTLE"})
  void a_trace_that_does_not_say_what_is_enabled_cannot_show_a_lost_guard(ToyLock.Fault fault) {
    assertThat(replay(fault, ToyLock.handOver())).isEqualTo(new Conforms(5));
  }

  @Test
  void a_lost_guard_diverges_in_the_state_where_the_step_was_tried() {
    Diverged diverged = diverge(ToyLock.Fault.GREEDY, handOver());
    assertThat(diverged.kind()).isEqualTo(Kind.PERFORMED_THOUGH_DISABLED);
    assertThat(diverged.step()).isEqualTo(1);
    assertThat(diverged.steps()).isEqualTo(1);
    assertThat(diverged.tried())
        .contains(new ActionInstance("Ask", Map.of("c", Value.of("alice"))));
    assertThat(diverged.expected()).isEqualTo(handOver().states().get(1));
    assertThat(diverged.details().differences())
        .extracting(VariableDifference::variable)
        .containsExactly("queue");
    assertThat(coverage.counts()).isEqualTo(Map.of("Ask", 1L));
  }

  @Test
  void a_refusal_that_changes_what_the_spec_shows_diverges() {
    Diverged diverged = diverge(ToyLock.Fault.SLOPPY, handOver());
    assertThat(diverged.kind()).isEqualTo(Kind.CHANGED_THOUGH_REFUSED);
    assertThat(diverged.details().reason()).isEqualTo("nobody holds the lock");
    assertThat(diverged.details().differences()).hasSize(1);
  }

  @Test
  void a_refusal_that_changes_what_is_hidden_diverges() {
    Diverged diverged = diverge(ToyLock.Fault.SECRETIVE, handOver());
    assertThat(diverged.kind()).isEqualTo(Kind.CHANGED_THOUGH_REFUSED);
    assertThat(diverged.details().differences()).isEmpty();
  }

  @Test
  void an_exception_instead_of_a_refusal_is_a_crash_of_that_instance() {
    Diverged diverged = diverge(ToyLock.Fault.BRITTLE, handOver());
    assertThat(diverged.kind()).isEqualTo(Kind.CRASHED);
    assertThat(diverged.tried()).map(ActionInstance::step).contains("Release");
    assertThat(diverged.details().crash()).isPresent();
  }

  @Test
  void steps_are_tried_in_the_last_state_too() {
    List<String> enabled = List.of("Ask(c = alice)", "Ask(c = carol)", "Release");
    Diverged diverged = diverge(ToyLock.Fault.NONE, with(handOver(), 5, enabled));
    assertThat(diverged.step()).isEqualTo(5);
    assertThat(diverged.steps()).isEqualTo(5);
    assertThat(diverged.tried()).map(ActionInstance::step).contains("Ask(c = bob)");
  }

  @Test
  void enabled_steps_that_the_system_does_not_know_are_left_alone() {
    Trace trace = handOver();
    List<String> enabled = new ArrayList<>(trace.states().get(0).enabled().orElseThrow());
    enabled.add("LightningStrikes");
    assertThat(replay(ToyLock.Fault.NONE, with(trace, 0, enabled))).isEqualTo(new Conforms(5, 12));
  }

  @Test
  void a_step_that_the_spec_takes_and_production_refuses_is_still_a_refusal() {
    Diverged diverged = diverge(ToyLock.Fault.NARROW, handOver());
    assertThat(diverged.kind()).isEqualTo(Kind.REFUSED);
    assertThat(diverged.tried()).isEmpty();
  }
}
