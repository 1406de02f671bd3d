package dev.rollcall.conformance.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is told of a run while it goes on. */
class TransitionListenerTest {
  private final List<String> heard = new ArrayList<>();
  private final List<StateHandle> initial = new ArrayList<>();
  private VariableMap before;
  private VariableMap after;
  private ActionLabel increment;

  private final TransitionListener listener = new TransitionListener() {
    @Override
    public void onInitial(StateHandle state) {
      heard.add("initial " + n(state));
      initial.add(state);
    }

    @Override
    public void onTransition(StateHandle from, StateHandle to, boolean isNew, ActionLabel label) {
      heard.add(n(from) + " " + label.action() + " " + n(to) + (isNew ? " new" : ""));
      if (label.action().equals("Idle")) {
        before = from.values();
        after = to.values();
      } else {
        increment = label;
      }
    }

    @Override
    public void onExcluded(StateHandle from, StateHandle to, ActionLabel label) {
      heard.add(n(from) + " " + label.action() + " " + n(to) + " excluded");
    }

    @Override
    public void onExpanded(StateHandle state) {
      heard.add("expanded " + n(state));
    }

    private Value n(StateHandle state) {
      return state.values().get("n");
    }
  };

  @Test
  void successors_that_a_constraint_excludes_are_told_too_and_the_end_of_each_state() {
    Tlc.check(Specs.counter("Constrained").withTransitions(listener));
    assertThat(heard).containsExactly(
        "initial 0",
        "0 Increment 1 new", "0 Idle 0", "expanded 0",
        "1 Increment 2 new", "1 Idle 1", "expanded 1",
        "2 Increment 3 excluded", "2 Idle 2", "expanded 2");
  }

  @Test
  void a_variable_that_a_step_leaves_alone_is_the_same_object() {
    Tlc.check(Specs.counter("Constrained").withTransitions(listener));
    assertThat(after).isEqualTo(before).hasSameHashCodeAs(before);
    assertThat(after.get("log")).isSameAs(before.get("log"));
    assertThat(after.names()).isSameAs(before.names());
  }

  @Test
  void a_state_tells_its_successors_after_the_run() {
    Tlc.check(Specs.counter("Constrained").withTransitions(listener));
    assertThat(initial.get(0).successors(increment)).singleElement()
        .satisfies(next -> assertThat(next.values()).containsEntry("n", Value.of(1)));
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // Makes a wrong order likelier to be seen; the test is right without.
  void workers_tell_how_a_state_is_reached_before_any_step_from_it() {
    Set<Long> reached = ConcurrentHashMap.newKeySet();
    AtomicInteger steps = new AtomicInteger();
    CheckResult result = Tlc.check(Specs.run("Grid", "Grid").withWorkers(4).withTransitions(new TransitionListener() {
      @Override
      public void onInitial(StateHandle state) {
        reached.add(state.fingerprint());
      }

      @Override
      public void onTransition(StateHandle from, StateHandle to, boolean isNew, ActionLabel label) {
        if (!reached.contains(from.fingerprint())) {
          throw new IllegalStateException("a step from a state that nobody has reached");
        }
        if (isNew) {
          // Time for another worker to expand the state before it is told of.
          Thread.yield();
          reached.add(to.fingerprint());
        }
        steps.incrementAndGet();
      }
    }));
    assertThat(result.outcome()).isInstanceOf(Outcome.Passed.class);
    assertThat(reached).hasSize((int) result.stats().distinct());
    assertThat(steps).hasValue((int) result.stats().transitions());
  }
}
