package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.RefusalCounts;
import dev.rollcall.conformance.replay.StepCheck;
import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;

/** One worker's copy of a variant, tried where the explored system was, for each check until that notices. */
final class VariantDriver {
  private final Variant variant;
  private final ExplorableSystem system;
  private final StepCheck check;
  private final FaultCheck faults;
  private final LateSettlementCheck late;
  private final Notices notices;
  private final ExploreOptions options;

  VariantDriver(Variant variant, ExplorableSystem system, Notices notices, ExploreOptions options) {
    this.variant = variant;
    this.system = system;
    this.check = new StepCheck(system, new KnownEquals());
    this.faults = new FaultCheck(system, check, variant.factory().actWithoutStore(), new FaultCounts());
    this.late = new LateSettlementCheck(system, check, new FaultCounts());
    this.notices = notices;
    this.options = options;
  }

  private boolean wants(Check what, ActionInstance step) {
    return options.has(what) && variant.checks().contains(what) && variant.actions().contains(step.action())
        && !notices.isNoticed(variant, what);
  }

  /**
   * Takes a step that the spec allows.
   *
   * @param hidden what the explored system remembers after it
   */
  void take(
      ActionInstance step, Object from, Map<String, Value> before, Map<String, Value> expected, Object hidden) {
    if (wants(Check.TRANSITION, step) || wants(Check.HIDDEN_STATE, step)) {
      system.restore(from);
      if (check.take(step.action(), step.params(), expected).isPresent()) {
        notices.add(variant, Check.TRANSITION, step);
      } else if (options.has(Check.HIDDEN_STATE) && !system.hiddenState().equals(hidden)) {
        notices.add(variant, Check.HIDDEN_STATE, step);
      }
    }
    if (wants(Check.UNKNOWN_OUTCOME, step) && faults.unknownOutcomes(step, from, expected, hidden).isPresent()) {
      notices.add(variant, Check.UNKNOWN_OUTCOME, step);
    }
    if (wants(Check.TORN_STEP, step) && faults.tornSteps(step, from, before).isPresent()) {
      notices.add(variant, Check.TORN_STEP, step);
    }
  }

  /** Takes each step that the spec allows in a state, and settles it after each step of others. */
  void settleLate(Object from, List<ActionInstance> taken, List<ActionInstance> disabled) {
    late.begin(from, taken, disabled);
    for (int i = 0; i < taken.size(); i++) {
      if (wants(Check.LATE_SETTLEMENT, taken.get(i)) && late.check(i).isPresent()) {
        notices.add(variant, Check.LATE_SETTLEMENT, taken.get(i));
      }
    }
  }

  /** Tries a step that the spec disables. */
  void refuse(ActionInstance step, Object from, Map<String, Value> vars) {
    if (wants(Check.REFUSAL, step)) {
      system.restore(from);
      if (check.refuse(step, from, vars, new RefusalCounts()).isPresent()) {
        notices.add(variant, Check.REFUSAL, step);
      }
    }
  }
}
