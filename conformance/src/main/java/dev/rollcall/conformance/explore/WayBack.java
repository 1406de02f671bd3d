package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.StepResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Leads a system again to states whose snapshots were given up, by the steps that first led there. States
 * that follow each other in a breadth-first search come nearly the same way, so the snapshots along the last
 * way are kept, and only the steps from where the ways part are taken. Used by one thread.
 */
final class WayBack {
  private final Frontier frontier;
  private final ExplorableSystem system;
  private final Instances instances;
  // The states along the last way, the initial one first, and what each left.
  private final List<Long> states = new ArrayList<>();
  private final List<Object> snapshots = new ArrayList<>();
  private long reached;

  /** Gives the step that a label stands for. */
  interface Instances {
    ActionInstance of(int label);
  }

  WayBack(Frontier frontier, ExplorableSystem system, Instances instances) {
    this.frontier = frontier;
    this.system = system;
    this.instances = instances;
  }

  /** Takes the steps to a state that was found before, and returns its snapshot. */
  Object reach(long state) {
    reached++;
    Frontier.Way way = frontier.wayTo(state);
    int known = begin(way);
    cut(known);
    system.restore(snapshots.get(known - 1));
    List<Frontier.Step> steps = way.steps();
    for (Frontier.Step step : steps.subList(known - 1, steps.size())) {
      take(instances.of(step.label()));
      states.add(step.state());
      snapshots.add(system.snapshot());
    }
    return snapshots.get(snapshots.size() - 1);
  }

  /** How many states of the last way, at least the initial one, are also the first of this. */
  private int begin(Frontier.Way way) {
    if (states.isEmpty() || states.get(0) != way.initial()) {
      cut(0);
      states.add(way.initial());
      snapshots.add(frontier.initial(way.initial()));
    }
    int known = 1;
    while (known < states.size() && known <= way.steps().size()
        && states.get(known) == way.steps().get(known - 1).state()) {
      known++;
    }
    return known;
  }

  private void cut(int length) {
    states.subList(length, states.size()).clear();
    snapshots.subList(length, snapshots.size()).clear();
  }

  private void take(ActionInstance instance) {
    if (!(system.perform(instance.action(), instance.params()) instanceof StepResult.Performed)) {
      throw new IllegalStateException(instance + " was performed once, and is refused when done again: the system"
          + " is not deterministic, or its snapshots do not hold all that can change");
    }
  }

  /** How many states were reached in this way. */
  long reached() {
    return reached;
  }
}
