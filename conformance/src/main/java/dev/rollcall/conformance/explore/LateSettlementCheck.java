package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.replay.StepCheck;
import dev.rollcall.conformance.replay.StepCheck.Mismatch;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.UnreplayableTraceException;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a step whose outcome is unknown, then a step of another process, and only then settles the first. That must come
 * to the same as both steps one after the other: the unsettled one first if it was applied, else last. Those are steps
 * of production, too, which exploration holds to the spec by themselves. Not thread-safe.
 */
final class LateSettlementCheck {
  private final ExplorableSystem system;
  private final StepCheck check;
  private final FaultCounts counts;

  // The state whose steps are being tried.
  private Object from;
  private List<ActionInstance> taken = List.of();
  private List<ActionInstance> disabled = List.of();
  /** By step that the spec allows; null where none was needed yet. */
  private First[] firsts = {};

  /** The latest step of another process. */
  private ActionInstance latest;

  LateSettlementCheck(ExplorableSystem system, StepCheck check, FaultCounts counts) {
    this.system = system;
    this.check = check;
    this.counts = counts;
  }

  private record SystemState(Map<String, Value> vars, Object hidden) {}

  /** How a step of the other process went, and what the system is then. */
  private record Seen(StepResult other, SystemState then) {}

  /** A step whose outcome was known at once, and what each step after it comes to; null where that was not needed yet. */
  private record First(StepResult result, Object snapshot, SystemState then, Seen[] followed) {}

  /**
   * Begins with a state.
   *
   * @param from its snapshot
   * @param taken steps that the spec allows in it
   * @param disabled all others that production may be asked for
   */
  void begin(Object from, List<ActionInstance> taken, List<ActionInstance> disabled) {
    this.from = from;
    this.taken = taken;
    this.disabled = disabled;
    this.firsts = new First[taken.size()];
  }

  /**
   * Tries all that others can do while a step is unsettled.
   *
   * @param step its place among the steps that the spec allows
   */
  Optional<Mismatch> check(int step) {
    // Without the step the store is as before it: what the spec does not allow is refused, and changes nothing.
    Optional<Mismatch> mismatch = settleLate(StoreFault.UNKNOWN_NOT_COMMITTED, step, taken.size());
    return mismatch.isPresent()
        ? mismatch
        : settleLate(StoreFault.UNKNOWN_COMMITTED, step, taken.size() + disabled.size());
  }

  private Optional<Mismatch> settleLate(StoreFault fault, int step, int count) {
    List<Integer> others = new ArrayList<>();
    for (int other = 0; other < count; other++) {
      if (system.mayHappenMeanwhile(instance(other), taken.get(step))) {
        others.add(other);
      }
    }
    if (others.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> alone = new ArrayList<>();
    Optional<Mismatch> together = settleAfter(others, alone, step, fault);
    if (together.filter(mismatch -> mismatch.kind() != Kind.CRASHED).isPresent()) {
      return together;
    }
    for (int other : alone) {
      Optional<Mismatch> mismatch = settleAfter(List.of(other), new ArrayList<>(), step, fault);
      if (mismatch.isPresent()) {
        return mismatch;
      }
    }
    return together;
  }

  private ActionInstance instance(int place) {
    return place < taken.size() ? taken.get(place) : disabled.get(place - taken.size());
  }

  /**
   * Takes a step, then each of others, and settles the first. Most of the others change nothing, so one unsettled step
   * serves them all; of several, one that changes something is undone.
   *
   * @param alone gets those that were undone, or all if anything crashed
   */
  private Optional<Mismatch> settleAfter(List<Integer> others, List<Integer> alone, int step, StoreFault fault) {
    try {
      List<StepResult> results = unsettled(fault, step, others, alone);
      SystemState then = results.isEmpty() ? null : state();
      for (int i = 0; i < results.size(); i++) {
        latest = instance(others.get(i));
        if (results.get(i) != null) {
          counts.count(taken.get(step).action(), fault.kind());
          Seen seen = new Seen(results.get(i), then);
          Seen expected = oneAfterTheOther(fault, step, others.get(i));
          if (!seen.equals(expected)) {
            return different(fault, step, others.get(i), seen, expected);
          }
        }
      }
      return Optional.empty();
    } catch (UnreplayableTraceException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      if (others.size() > 1) {
        alone.clear();
        alone.addAll(others);
      }
      return StepCheck.crashed(e).map(mismatch -> noted(mismatch, fault, latest));
    }
  }

  /** What became of the others' steps; null for those that were undone. */
  private List<StepResult> unsettled(StoreFault fault, int step, List<Integer> others, List<Integer> alone) {
    List<StepResult> results = new ArrayList<>();
    latest = instance(others.get(0));
    system.restore(from);
    system.performUnder(fault, taken.get(step).action(), taken.get(step).params(), () -> {
      Object unsettled = system.snapshot();
      for (int other : others) {
        latest = instance(other);
        StepResult result = perform(latest);
        boolean stays = others.size() == 1 || unsettled.equals(system.snapshot());
        results.add(stays ? result : null);
        if (!stays) {
          alone.add(other);
          system.restore(unsettled);
        }
      }
    });
    return results;
  }

  private Seen oneAfterTheOther(StoreFault fault, int step, int other) {
    return fault.equals(StoreFault.UNKNOWN_COMMITTED)
        ? followed(step, other)
        : new Seen(first(other).result(), followed(other, step).then());
  }

  private First first(int step) {
    if (firsts[step] == null) {
      system.restore(from);
      StepResult result = perform(taken.get(step));
      firsts[step] =
          new First(result, system.snapshot(), state(), new Seen[taken.size() + disabled.size()]);
    }
    return firsts[step];
  }

  private Seen followed(int step, int next) {
    First first = first(step);
    if (first.followed()[next] == null) {
      system.restore(first.snapshot());
      StepResult result = perform(instance(next));
      first.followed()[next] =
          new Seen(result, first.snapshot().equals(system.snapshot()) ? first.then() : state());
    }
    return first.followed()[next];
  }

  private StepResult perform(ActionInstance step) {
    return system.perform(step.action(), step.params());
  }

  private SystemState state() {
    return new SystemState(system.project(), system.hiddenState());
  }

  /** Does it again, so that the system shows what is different. */
  private Optional<Mismatch> different(StoreFault fault, int step, int other, Seen seen, Seen expected) {
    ActionInstance meanwhile = instance(other);
    unsettled(fault, step, List.of(other), new ArrayList<>());
    Mismatch mismatch = noted(
        new Mismatch(Kind.NOT_ONE_EXECUTION, check.seen(expected.then().vars(), "")), fault, meanwhile);
    String results = seen.other().equals(expected.other()) ? ""
        : "\n" + meanwhile.step() + " was " + seen.other() + ", but " + expected.other() + " without the doubt";
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
