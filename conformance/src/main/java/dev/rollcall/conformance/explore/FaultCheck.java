package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.explore.ExplorableSystem.FaultedStep;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.replay.StepCheck;
import dev.rollcall.conformance.replay.StepCheck.Mismatch;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.UnreplayableTraceException;
import dev.rollcall.conformance.trace.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes a step that the spec allows once more, with the store failing in each way it can. Not thread-safe. */
final class FaultCheck {
  private final ExplorableSystem system;
  private final StepCheck check;
  private final Set<String> actWithoutStore;
  private final FaultCounts counts;

  FaultCheck(ExplorableSystem system, StepCheck check, Set<String> actWithoutStore, FaultCounts counts) {
    this.system = system;
    this.check = check;
    this.actWithoutStore = actWithoutStore;
    this.counts = counts;
  }

  /** A step under one fault; null where steps of the action use no store. */
  private FaultedStep perform(ActionInstance step, StoreFault fault, Object from) {
    system.restore(from);
    FaultedStep taken = system.performUnder(fault, step.action(), step.params()).orElse(null);
    if (taken != null && taken.struck()) {
      counts.count(step.action(), fault.kind());
    }
    return taken;
  }

  /**
   * The outcome is unknown, once with the step applied and once without: settled, either is one execution.
   *
   * @param expected the spec's variables after the step
   * @param hidden what the system remembers after taking it once
   */
  Optional<Mismatch> unknownOutcomes(
      ActionInstance step, Object from, Map<String, Value> expected, Object hidden) {
    Optional<Mismatch> mismatch = settled(step, StoreFault.UNKNOWN_COMMITTED, from, expected, hidden);
    return mismatch.isPresent()
        ? mismatch
        : settled(step, StoreFault.UNKNOWN_NOT_COMMITTED, from, expected, hidden);
  }

  private Optional<Mismatch> settled(
      ActionInstance step, StoreFault fault, Object from, Map<String, Value> expected, Object hidden) {
    try {
      FaultedStep taken = perform(step, fault, from);
      if (taken == null || !taken.struck()) {
        return Optional.empty();
      }
      if (taken.result() instanceof StepResult.Refused refused) {
        return different(Kind.NOT_ONE_EXECUTION, fault, expected, refused.reason());
      }
      if (check.compare(expected).isPresent()) {
        return different(Kind.NOT_ONE_EXECUTION, fault, expected, "");
      }
      Object remembered = system.hiddenState();
      return remembered.equals(hidden)
          ? Optional.empty()
          : different(Kind.NOT_ONE_EXECUTION, fault, expected, "").map(mismatch ->
              new Mismatch(mismatch.kind(), mismatch.details().withNote(
                  mismatch.details().note() + "\n" + hiddenStates("taken once", hidden, "settled", remembered))));
    } catch (UnreplayableTraceException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return crashed(fault, e);
    }
  }

  /** The store fails at each call of the step in turn. */
  Optional<Mismatch> tornSteps(ActionInstance step, Object from, Map<String, Value> before) {
    StoreFault fault = StoreFault.CONFLICT;
    try {
      FaultedStep taken = perform(step, fault, from);
      if (taken == null) {
        return Optional.empty();
      }
      if (taken.struck() && !isLeftAlone(taken, from)) {
        return different(Kind.TORN, fault, before, reason(taken));
      }
      Object left = null;
      for (int call = 0; ; call++) {
        fault = StoreFault.unavailableAt(call);
        taken = perform(step, fault, from);
        if (!taken.struck()) {
          return Optional.empty();
        }
        if (left == null) {
          if (!isLeftAlone(taken, from) && !actWithoutStore.contains(step.action())) {
            return different(Kind.TORN, fault, before, reason(taken));
          }
          left = system.snapshot();
        } else if (!left.equals(system.snapshot())) {
          return different(Kind.TORN, fault, before, reason(taken));
        }
      }
    } catch (UnreplayableTraceException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return crashed(fault, e);
    }
  }

  private boolean isLeftAlone(FaultedStep taken, Object from) {
    return taken.result() instanceof StepResult.Refused && from.equals(system.snapshot());
  }

  private static String reason(FaultedStep taken) {
    return taken.result() instanceof StepResult.Refused refused ? refused.reason() : "";
  }

  private Optional<Mismatch> different(Kind kind, StoreFault fault, Map<String, Value> vars, String reason) {
    return Optional.of(new Mismatch(kind, check.seen(vars, reason).withNote("The store: " + fault + ".")));
  }

  private Optional<Mismatch> crashed(StoreFault fault, Throwable crash) {
    return StepCheck.crashed(crash).map(mismatch ->
        new Mismatch(mismatch.kind(), mismatch.details().withNote("The store: " + fault + ".")));
  }

  static String hiddenStates(String one, Object first, String other, Object second) {
    return "What production remembers beyond the spec's variables:\n"
        + "  %s: %s\n  %s: %s".formatted(one, first, other, second);
  }
}
