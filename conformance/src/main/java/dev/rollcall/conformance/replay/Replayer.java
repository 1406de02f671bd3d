package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.replay.ReplayResult.Details;
import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.trace.TraceSource;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.TraceStream;
import dev.rollcall.conformance.trace.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Drives a new system through a trace, and after each step compares what production shows with what
 * the spec says. Where the trace says what the spec enables, everything else is tried too and must be
 * refused. Nothing is put into the system but steps. Holds one state in memory. Safe for use by several
 * threads if the factory is.
 */
public final class Replayer {
  private final SystemUnderTest.Factory factory;

  public Replayer(SystemUnderTest.Factory factory) {
    this.factory = factory;
  }

  /**
   * Replays a trace to its end or its first divergence.
   *
   * @param coverage counts the steps that agreed, and the refusals of what the spec disables
   * @throws UnreplayableTraceException if trace and adapter do not fit together
   * @throws dev.rollcall.conformance.trace.TraceFormatException if the trace is malformed
   * @throws IOException if the trace cannot be opened
   */
  public ReplayResult replay(TraceSource source, ActionCoverage coverage) throws IOException {
    try (TraceStream stream = source.open()) {
      return replay(stream, coverage);
    }
  }

  /** As {@link #replay(TraceSource, ActionCoverage)}, on a stream that has not been advanced. */
  public ReplayResult replay(TraceStream trace, ActionCoverage coverage) {
    TraceState first = trace.next();
    Step step = new Step(first);
    try {
      step.checkVariables(first.vars(), factory.variables());
      SystemUnderTest system;
      try {
        system = factory.start(trace.header(), first);
      } catch (UnreplayableTraceException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        return step.crashed(e);
      }
      try (system) {
        return run(system, trace, step, coverage);
      }
    } catch (UnreplayableTraceException e) {
      e.locate(trace.name(), step.state.index());
      throw e;
    }
  }

  private static ReplayResult run(
      SystemUnderTest system, TraceStream trace, Step step, ActionCoverage coverage) {
    DisabledSteps disabled = new DisabledSteps(system, coverage.refusals());
    long refusedBefore = coverage.refusals().total();
    Optional<Diverged> diverged = step.compare(system).or(() -> disabled.tryIn(step.state));
    while (diverged.isEmpty() && trace.hasNext()) {
      step.state = trace.next();
      diverged = step.take(system);
      if (diverged.isEmpty()) {
        coverage.count(step.state.action());
        diverged = disabled.tryIn(step.state);
      }
    }
    return diverged.isPresent()
        ? diverged.get()
        : new ReplayResult.Conforms(
            step.state.index(), coverage.refusals().total() - refusedBefore);
  }

  /** The state that is being reached. */
  private static final class Step {
    private TraceState state;

    Step(TraceState first) {
      this.state = first;
    }

    Optional<Diverged> take(SystemUnderTest system) {
      if (!state.hasAction()) {
        throw new MissingActionException();
      }
      StepResult result;
      try {
        result = system.perform(state.action(), state.params());
      } catch (UnreplayableTraceException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        return Optional.of(crashed(e));
      }
      if (result instanceof StepResult.Refused refused) {
        return Optional.of(diverged(Kind.REFUSED, Details.refused(refused.reason())));
      }
      return compare(system);
    }

    Optional<Diverged> compare(SystemUnderTest system) {
      Map<String, Value> actual;
      List<InvariantViolation> violations;
      try {
        actual = system.project();
        violations = system.violatedInvariants();
      } catch (UnreplayableTraceException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        return Optional.of(crashed(e));
      }
      if (actual.equals(state.vars()) && violations.isEmpty()) {
        return Optional.empty();
      }
      checkVariables(state.vars(), actual.keySet());
      var differences = Difference.betweenStates(state.vars(), actual);
      Kind kind = differences.isEmpty() ? Kind.INVARIANT_VIOLATED : Kind.STATE_DIFFERS;
      var details = new Details("", differences, violations, Optional.empty());
      return Optional.of(diverged(kind, details));
    }

    void checkVariables(Map<String, Value> vars, Set<String> projected) {
      if (!vars.keySet().equals(projected)) {
        throw new ProjectionMismatchException(vars.keySet(), projected);
      }
    }

    Diverged crashed(Throwable crash) {
      return diverged(Kind.CRASHED, Details.crashed(crash));
    }

    private Diverged diverged(Kind kind, Details details) {
      return new Diverged(state.index(), kind, state, details);
    }
  }
}
