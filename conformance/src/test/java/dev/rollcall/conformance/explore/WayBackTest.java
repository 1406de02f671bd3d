package dev.rollcall.conformance.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WayBackTest {
  /** Remembers the steps it took, and which it was asked for. */
  private static final class Steps implements ExplorableSystem {
    private String taken = "";
    private final List<String> asked = new ArrayList<>();
    private String refuses = "";

    @Override
    public StepResult perform(String action, Map<String, Value> params) {
      asked.add(action);
      taken += action;
      return action.equals(refuses) ? StepResult.refused("no more") : StepResult.performed();
    }

    @Override
    public Map<String, Value> project() {
      return Map.of();
    }

    @Override
    public List<InvariantViolation> violatedInvariants() {
      return List.of();
    }

    @Override
    public Object snapshot() {
      return taken;
    }

    @Override
    public void restore(Object snapshot) {
      taken = (String) snapshot;
    }
  }

  // 1 -a-> 2 -b-> 3, 2 -c-> 4, and 9 -a-> 10.
  private final Frontier frontier = new Frontier(ExploreOptions.ALL.withNotices(notice -> {}));
  private final Steps system = new Steps();
  private final WayBack wayBack = new WayBack(
      frontier, system, label -> new ActionInstance(String.valueOf((char) ('a' + label)), Map.of()));

  WayBackTest() {
    frontier.addInitial(1, "");
    frontier.addInitial(9, "other ");
    frontier.add(2, 1, 0, "a");
    frontier.add(3, 2, 1, "ab");
    frontier.add(4, 2, 2, "ac");
    frontier.add(10, 9, 0, "other a");
    frontier.spill();
  }

  private List<String> stepsTo(long state, String expected) {
    system.asked.clear();
    assertThat(wayBack.reach(state)).isEqualTo(expected);
    return List.copyOf(system.asked);
  }

  @Test
  void only_the_steps_from_where_the_ways_part_are_taken() {
    assertThat(stepsTo(3, "ab")).containsExactly("a", "b");
    assertThat(stepsTo(4, "ac")).containsExactly("c");
    assertThat(stepsTo(4, "ac")).isEmpty();
    assertThat(stepsTo(2, "a")).isEmpty();
    assertThat(stepsTo(3, "ab")).containsExactly("b");
    assertThat(wayBack.reached()).isEqualTo(5);
  }

  @Test
  void each_way_begins_at_its_own_initial_state() {
    assertThat(stepsTo(3, "ab")).hasSize(2);
    assertThat(stepsTo(10, "other a")).containsExactly("a");
    assertThat(stepsTo(9, "other ")).isEmpty();
    assertThat(stepsTo(2, "a")).containsExactly("a");
  }

  @Test
  void a_step_that_is_refused_the_second_time_is_told() {
    system.refuses = "b";
    assertThatThrownBy(() -> wayBack.reach(3))
        .isInstanceOf(IllegalStateException.class).hasMessageContainingAll("b", "not deterministic");
  }
}
