package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.replay.StepCheck;
import dev.rollcall.conformance.replay.StepCheck.Mismatch;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.UnreplayableTraceException;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes a step whose outcome is unknown, then a step of another process, and only then settles the first. That must come
 * to the same as both steps one after the other: the unsettled one first if it was applied, else last. Those are steps
 * of production, too, which exploration holds to the spec by themselves. Not thread-safe.
 */
final class LateSettlementCheck {
  private final ExplorableSystem system;
  private final StepCheck check;
  private final FaultCounts counts;

  LateSettlementCheck(ExplorableSystem system, StepCheck check, FaultCounts counts) {
    this.system = system;
    this.check = check;
    this.counts = counts;
  }

  private record SystemState(Map<String, Value> vars, Object hidden) {}

  /** How a step of the other process went, and what the system is then. */
  private record Seen(StepResult other, SystemState then) {}

  /**
   * Tries all that others can do while the step is unsettled.
   *
   * @param taken steps that the spec allows in this state
   * @param instances all that production may be asked for in any
   */
  Optional<Mismatch> check(
      ActionInstance step, List<ActionInstance> taken, List<ActionInstance> instances, Object from) {
    // Without the step the store is as before it: what the spec does not allow is refused, and changes nothing.
    Optional<Mismatch> mismatch = among(taken, StoreFault.UNKNOWN_NOT_COMMITTED, step, from, other -> {
      system.restore(from);
      StepResult result = perform(other);
      perform(step);
      return new Seen(result, state());
    });
    if (mismatch.isPresent()) {
      return mismatch;
    }
    Set<ActionInstance> others = new LinkedHashSet<>(taken);
    others.addAll(instances);
    system.restore(from);
    perform(step);
    Object after = system.snapshot();
    SystemState unchanged = state();
    return among(others, StoreFault.UNKNOWN_COMMITTED, step, from, other -> {
      system.restore(after);
      StepResult result = perform(other);
      // That a refusal changes nothing is held wherever one is met.
      return new Seen(result, result instanceof StepResult.Refused ? unchanged : state());
    });
  }

  private Optional<Mismatch> among(
      Collection<ActionInstance> others, StoreFault fault, ActionInstance step, Object from,
      Function<ActionInstance, Seen> oneAfterTheOther) {
    for (ActionInstance other : others) {
      if (system.mayHappenMeanwhile(other, step)) {
        Optional<Mismatch> mismatch = check(fault, step, other, from, oneAfterTheOther);
        if (mismatch.isPresent()) {
          return mismatch;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Mismatch> check(
      StoreFault fault, ActionInstance step, ActionInstance other, Object from,
      Function<ActionInstance, Seen> oneAfterTheOther) {
    try {
      List<StepResult> results = new ArrayList<>();
      system.restore(from);
      system.performUnder(fault, step.action(), step.params(), () -> results.add(perform(other)));
      if (results.isEmpty()) {
        return Optional.empty();
      }
      counts.count(step.action(), fault.kind());
      Seen seen = new Seen(results.get(0), state());
      Seen expected = oneAfterTheOther.apply(other);
      return seen.equals(expected) ? Optional.empty() : different(fault, step, other, seen, expected, from);
    } catch (UnreplayableTraceException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return StepCheck.crashed(e).map(mismatch -> noted(mismatch, fault, other));
    }
  }

  private StepResult perform(ActionInstance step) {
    return system.perform(step.action(), step.params());
  }

  private SystemState state() {
    return new SystemState(system.project(), system.hiddenState());
  }

  /** Does it again, so that the system shows what is different. */
  private Optional<Mismatch> different(
      StoreFault fault, ActionInstance step, ActionInstance other, Seen seen, Seen expected, Object from) {
    system.restore(from);
    system.performUnder(fault, step.action(), step.params(), () -> perform(other));
    Mismatch mismatch = noted(
        new Mismatch(Kind.NOT_ONE_EXECUTION, check.seen(expected.then().vars(), "")), fault, other);
    String results = seen.other().equals(expected.other()) ? ""
        : "\n" + other.step() + " was " + seen.other() + ", but " + expected.other() + " without the doubt";
    Object hiddenSeen = seen.then().hidden();
    Object hiddenExpected = expected.then().hidden();
    String hidden = hiddenSeen.equals(hiddenExpected) ? ""
        : "\n" + FaultCheck.hiddenStates("one after the other", hiddenExpected, "settled late", hiddenSeen);
    return Optional.of(new Mismatch(
        mismatch.kind(), mismatch.details().withNote(mismatch.details().note() + results + hidden)));
  }

  private static Mismatch noted(Mismatch mismatch, StoreFault fault, ActionInstance other) {
    return new Mismatch(mismatch.kind(), mismatch.details().withNote(
        "The store: " + fault + ", and " + other.step() + " came before the outcome was found out."));
  }
}
