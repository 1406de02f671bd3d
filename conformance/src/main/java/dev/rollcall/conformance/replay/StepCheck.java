package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.replay.ReplayResult.Details;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Holds what a system does in one step against what the spec says of that step. Not thread-safe. */
public final class StepCheck {
  private final SystemUnderTest system;
  private final BiPredicate<Map<String, Value>, Map<String, Value>> same;

  public StepCheck(SystemUnderTest system) {
    this(system, Map::equals);
  }

  /**
   * @param same whether the spec's variables, which come first, are equal to the system's; for those who know how
   *     to tell sooner than {@code equals} does
   */
  public StepCheck(SystemUnderTest system, BiPredicate<Map<String, Value>, Map<String, Value>> same) {
    this.system = system;
    this.same = same;
  }

  /** How a step went another way than in the spec. */
  public record Mismatch(Kind kind, Details details) {}

  /**
   * Takes a step that the spec allows.
   *
   * @param expected the spec's variables after it
   * @throws UnreplayableTraceException if spec and adapter do not fit together
   */
  public Optional<Mismatch> take(String action, Map<String, Value> params, Map<String, Value> expected) {
    StepResult result;
    try {
      result = system.perform(action, params);
    } catch (UnreplayableTraceException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return crashed(e);
    }
    if (result instanceof StepResult.Refused refused) {
      return Optional.of(new Mismatch(Kind.REFUSED, Details.refused(refused.reason())));
    }
    return compare(expected);
  }

  /** Compares the state the system is in, and asks it for broken properties. */
  public Optional<Mismatch> compare(Map<String, Value> expected) {
    Map<String, Value> actual;
    List<InvariantViolation> violations;
    try {
      actual = system.project();
      violations = system.violatedInvariants();
    } catch (UnreplayableTraceException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return crashed(e);
    }
    if (violations.isEmpty() && same.test(expected, actual)) {
      return Optional.empty();
    }
    if (!expected.keySet().equals(actual.keySet())) {
      throw new ProjectionMismatchException(expected.keySet(), actual.keySet());
    }
    var differences = Difference.betweenStates(expected, actual);
    Kind kind = differences.isEmpty() ? Kind.INVARIANT_VIOLATED : Kind.STATE_DIFFERS;
    return Optional.of(new Mismatch(kind, new Details("", differences, violations, Optional.empty())));
  }

  /**
   * Tries a step that the spec disables: the system has to refuse it and stay as it is.
   *
   * @param before the system's fingerprint now
   * @param vars the spec's variables now
   * @param counts where the refusal is counted
   */
  public Optional<Mismatch> refuse(
      ActionInstance step, Object before, Map<String, Value> vars, RefusalCounts counts) {
    try {
      StepResult result = system.perform(step.action(), step.params());
      if (!(result instanceof StepResult.Refused refused)) {
        return Optional.of(new Mismatch(Kind.PERFORMED_THOUGH_DISABLED, seen(vars, "")));
      }
      if (!before.equals(system.fingerprint())) {
        return Optional.of(new Mismatch(Kind.CHANGED_THOUGH_REFUSED, seen(vars, refused.reason())));
      }
      counts.count(step.action(), refused.reason());
      return Optional.empty();
    } catch (UnreplayableTraceException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return crashed(e);
    }
  }

  /** What there is to see of a step that should have changed nothing; the system may be too broken to show it. */
  public Details seen(Map<String, Value> vars, String reason) {
    try {
      var differences = Difference.betweenStates(vars, system.project());
      return new Details(reason, differences, system.violatedInvariants(), Optional.empty());
    } catch (RuntimeException | Error e) {
      return new Details(reason, List.of(), List.of(), Details.crashed(e).crash());
    }
  }

  /** What was thrown, unless it says nothing about the system, such as memory running out: that is thrown again. */
  public static Optional<Mismatch> crashed(Throwable crash) {
    return Optional.of(new Mismatch(Kind.CRASHED, Details.crashed(crash)));
  }
}
