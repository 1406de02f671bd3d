package dev.rollcall.conformance.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrefixShrinkerTest {

  /** A switch that breaks after it was turned on a number of times. */
  private record Switch(int turnsUntilBroken, boolean[] on, int[] turns)
      implements SystemUnderTest {
    @Override
    public StepResult perform(String action, Map<String, Value> params) {
      on[0] = action.equals("On");
      turns[0] += on[0] ? 1 : 0;
      return on[0] && turns[0] >= turnsUntilBroken
          ? StepResult.refused("broken")
          : StepResult.performed();
    }

    @Override
    public List<ActionInstance> instances() {
      return List.of(new ActionInstance("On", Map.of()), new ActionInstance("Off", Map.of()));
    }

    @Override
    public Map<String, Value> project() {
      return Map.of("on", Value.of(on[0]));
    }

    @Override
    public List<InvariantViolation> violatedInvariants() {
      return List.of();
    }

    static Replayer replayer(int turnsUntilBroken) {
      return new Replayer(
          new Factory() {
            @Override
            public Set<String> variables() {
              return Set.of("on");
            }

            @Override
            public SystemUnderTest start(TraceHeader header, TraceState first) {
              return new Switch(turnsUntilBroken, new boolean[1], new int[1]);
            }
          });
    }
  }

  private static Trace flicker(int steps) {
    List<TraceState> states = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      String action = i == 0 ? "Init" : i % 2 == 1 ? "On" : "Off";
      states.add(new TraceState(i, action, Map.of(), Map.of("on", Value.of(i % 2 == 1))));
    }
    return new Trace(TraceHeader.of("Switch", "", "", List.of("on")), states);
  }

  private static PrefixShrinker.Failure shrink(int turnsUntilBroken, int maxReplays) {
    Replayer replayer = Switch.replayer(turnsUntilBroken);
    Trace trace = flicker(41);
    var result = replayer.replay(trace.stream("t"), new ActionCoverage());
    return new PrefixShrinker(replayer, maxReplays).shrink(trace, (Diverged) result);
  }

  @Test
  void a_loop_that_the_failure_does_not_need_is_cut_out() {
    Trace toy = ToyLock.trace("Ask alice", "Ask bob", "Grant");
    Replayer unfair = new Replayer(ToyLock.factory(ToyLock.Fault.UNFAIR));
    var diverged = (Diverged) unfair.replay(toy.stream("t"), new ActionCoverage());
    assertThat(new PrefixShrinker(unfair, 10).shrink(toy, diverged).trace()).isEqualTo(toy);
    assertThat(shrink(1, 10).trace().steps()).isEqualTo(1);
  }

  @Test
  void steps_that_the_failure_needs_are_kept() {
    var failure = shrink(3, 500);
    assertThat(failure.trace()).isEqualTo(flicker(5));
    assertThat(failure.diverged().step()).isEqualTo(5);
  }

  @Test
  void without_replays_left_the_prefix_stays_as_it_is() {
    assertThat(shrink(20, 0).trace()).isEqualTo(flicker(39));
  }

  @Test
  void a_loop_is_cut_only_if_the_same_failure_remains() {
    assertThat(shrink(20, 500).trace()).isEqualTo(flicker(39));
  }

  @Test
  void a_prefix_ends_with_the_state_in_which_a_forbidden_step_was_tried() {
    Replayer replayer = Switch.replayer(500);
    List<TraceState> states = new ArrayList<>(flicker(41).states());
    states.set(41, states.get(41).withEnabled(List.of("Off")));
    Trace trace = new Trace(flicker(41).header(), states);
    var diverged = (Diverged) replayer.replay(trace.stream("t"), new ActionCoverage());
    var failure = new PrefixShrinker(replayer, 10).shrink(trace, diverged);
    assertThat(failure.trace().states()).containsExactly(states.get(0), states.get(41).at(1));
    assertThat(failure.diverged().tried()).contains(new ActionInstance("On", Map.of()));
  }
}
