package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ActionCoverage;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.ReplayResult.Details;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.replay.StepCheck;
import dev.rollcall.conformance.replay.StepCheck.Mismatch;
import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.tlc.StateHandle;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One worker's system, led through the steps of one state after the other. Each is taken from the snapshot
 * of its state. Used by one thread.
 */
final class Driver {
  private final Shared shared;
  private final ExplorableSystem system;
  private final StepCheck check;
  private final FaultCheck faults;
  private final LateSettlementCheck late;
  private final List<VariantDriver> variants;
  private final List<ActionInstance> instances;
  private final Map<String, Integer> instanceOf = new HashMap<>();
  private final Steps steps = new Steps();
  private final ActionCoverage coverage = new ActionCoverage();
  private final FaultCounts faultCounts = new FaultCounts();
  private final WayBack wayBack;
  private long excluded;

  // The state whose steps are being taken.
  private StateHandle state;
  private long fingerprint;
  private Object snapshot;
  private int[] numbers;
  private final BitSet enabled = new BitSet();
  private final List<ActionInstance> taken = new ArrayList<>();

  Driver(Shared shared, ExplorableSystem system, List<VariantDriver> variants) {
    this.shared = shared;
    this.system = system;
    this.variants = variants;
    this.check = new StepCheck(system, new KnownEquals());
    this.faults = new FaultCheck(system, check, shared.factory().actWithoutStore(), faultCounts);
    this.late = new LateSettlementCheck(system, check, faultCounts);
    this.instances = system.instances();
    this.wayBack = new WayBack(
        shared.frontier(), system, label -> steps.of(shared.label(label)).instance());
    for (int i = 0; i < instances.size(); i++) {
      instanceOf.put(instances.get(i).step(), i);
    }
  }

  /** Labels by number, each with what it costs something to find. */
  private final class Steps {
    private record Known(ActionInstance instance, int place, long[] performed) {}

    private final List<Known> known = new ArrayList<>();

    Known of(ActionLabel label) {
      while (known.size() <= label.id()) {
        known.add(null);
      }
      Known step = known.get(label.id());
      if (step == null) {
        ActionInstance instance = new ActionInstance(label.action(), label.params());
        step = new Known(instance, instanceOf.getOrDefault(instance.step(), -1), new long[1]);
        known.set(label.id(), step);
      }
      return step;
    }
  }

  /** Goes to the state in which the system was started, which has to be this initial one. */
  void begin(StateHandle initial) {
    fail(Check.TRANSITION, initial, null, Optional.empty(), check.compare(initial.values()));
    if (shared.options().has(Check.HIDDEN_STATE)) {
      VariableMap values = initial.values();
      shared.audit(values).otherThan(
          shared.audit(values).key(values, values, shared.audit(values).numbers(values)), system.hiddenState());
    }
    shared.frontier().addInitial(initial.fingerprint(), system.snapshot());
  }

  private void goTo(StateHandle next) {
    if (state == next) {
      return;
    }
    state = next;
    fingerprint = next.fingerprint();
    enabled.clear();
    taken.clear();
    if (shared.options().has(Check.HIDDEN_STATE)) {
      numbers = shared.audit(next.values()).numbers(next.values());
    }
    snapshot = shared.frontier().take(fingerprint);
    if (snapshot == null) {
      snapshot = wayBack.reach(fingerprint);
    }
  }

  /** Takes a step that the spec allows. */
  void take(StateHandle from, StateHandle to, boolean isNew, ActionLabel label, boolean withinBounds) {
    goTo(from);
    Steps.Known step = steps.of(label);
    if (step.place() >= 0) {
      enabled.set(step.place());
    }
    ActionInstance instance = step.instance();
    taken.add(instance);
    VariableMap expected = to.values();
    system.restore(snapshot);
    fail(Check.TRANSITION, from, instance, Optional.of(to),
        check.take(instance.action(), instance.params(), expected));
    step.performed()[0]++;
    excluded += withinBounds ? 0 : 1;
    Object hidden = null;
    if (shared.options().has(Check.HIDDEN_STATE) || shared.options().has(Check.UNKNOWN_OUTCOME)) {
      hidden = system.hiddenState();
    }
    if (shared.options().has(Check.HIDDEN_STATE)) {
      audit(from, to, instance, hidden);
    }
    if (isNew) {
      shared.frontier().add(to.fingerprint(), fingerprint, shared.remember(label), system.snapshot());
    }
    if (shared.options().has(Check.UNKNOWN_OUTCOME)) {
      fail(Check.UNKNOWN_OUTCOME, from, instance, Optional.empty(),
          faults.unknownOutcomes(instance, snapshot, expected, hidden));
    }
    if (shared.options().has(Check.TORN_STEP)) {
      fail(Check.TORN_STEP, from, instance, Optional.empty(), faults.tornSteps(instance, snapshot, from.values()));
    }
    for (VariantDriver variant : variants) {
      variant.take(instance, snapshot, from.values(), expected, hidden);
    }
  }

  private void audit(StateHandle from, StateHandle to, ActionInstance instance, Object hidden) {
    HiddenAudit audit = shared.audit(to.values());
    Object other = audit.otherThan(audit.key(to.values(), from.values(), numbers), hidden);
    if (other != null) {
      Details details = new Details("", List.of(), List.of(), Optional.empty()).withNote(
          FaultCheck.hiddenStates("the first time", other, "this time", hidden)
              + "\nIf no later step can depend on the difference, leave it out of hiddenState() and declare it in "
              + "mayDiffer(), or annotate it with @MayDiffer; otherwise the code acts on history that the spec does not "
              + "have.");
      fail(Check.HIDDEN_STATE, from, instance, Optional.of(to),
          Optional.of(new Mismatch(Kind.HIDDEN_STATE_DIFFERS, details)));
    }
  }

  /** Tries whatever the spec disables in a state, all of whose steps have been taken. */
  void finish(StateHandle from) {
    goTo(from);
    if (shared.options().has(Check.REFUSAL)) {
      system.restore(snapshot);
      for (ActionInstance step : disabled()) {
        fail(Check.REFUSAL, from, step, Optional.empty(),
            check.refuse(step, snapshot, from.values(), coverage.refusals()));
        for (VariantDriver variant : variants) {
          variant.refuse(step, snapshot, from.values());
        }
      }
    }
    if (shared.options().has(Check.LATE_SETTLEMENT)) {
      settleLate(from);
    }
    state = null;
    snapshot = null;
  }

  private List<ActionInstance> disabled() {
    List<ActionInstance> disabled = new ArrayList<>();
    for (int i = enabled.nextClearBit(0); i < instances.size(); i = enabled.nextClearBit(i + 1)) {
      disabled.add(instances.get(i));
    }
    return disabled;
  }

  private void settleLate(StateHandle from) {
    List<ActionInstance> disabled = disabled();
    late.begin(snapshot, taken, disabled);
    for (int step = 0; step < taken.size(); step++) {
      fail(Check.LATE_SETTLEMENT, from, taken.get(step), Optional.empty(), late.check(step));
    }
    variants.forEach(variant -> variant.settleLate(snapshot, taken, disabled));
  }

  private void fail(
      Check by, StateHandle in, ActionInstance step, Optional<StateHandle> to, Optional<Mismatch> mismatch) {
    if (mismatch.isPresent()) {
      throw shared.found(new Finding(by, in, Optional.ofNullable(step), to, mismatch.get()));
    }
  }

  /** What was performed and refused so far; call when the thread has ended. */
  ActionCoverage coverage() {
    ActionCoverage all = new ActionCoverage();
    all.add(coverage);
    for (Steps.Known step : steps.known) {
      if (step != null && step.performed()[0] > 0) {
        all.count(step.instance().action(), step.performed()[0]);
      }
    }
    return all;
  }

  FaultCounts faultCounts() {
    return faultCounts;
  }

  /** Steps taken that a CONSTRAINT excludes. */
  long excluded() {
    return excluded;
  }

  /** States that were reached again by their steps. */
  long reached() {
    return wayBack.reached();
  }
}
