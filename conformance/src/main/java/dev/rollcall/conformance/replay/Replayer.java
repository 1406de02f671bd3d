package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.replay.ReplayResult.Details;
import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.replay.StepCheck.Mismatch;
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
        return Diverged.at(first, StepCheck.crashed(e).orElseThrow());
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
    StepCheck check = new StepCheck(system);
    DisabledSteps disabled = new DisabledSteps(system, coverage.refusals());
    long refusedBefore = coverage.refusals().total();
    Optional<Diverged> diverged = step.compare(check).or(() -> disabled.tryIn(step.state));
    while (diverged.isEmpty() && trace.hasNext()) {
      step.state = trace.next();
      diverged = step.take(check);
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

    Optional<Diverged> take(StepCheck check) {
      if (!state.hasAction()) {
        throw new MissingActionException();
      }
      return check.take(state.action(), state.params(), state.vars()).map(this::diverged);
    }

    Optional<Diverged> compare(StepCheck check) {
      return check.compare(state.vars()).map(this::diverged);
    }

    void checkVariables(Map<String, Value> vars, Set<String> projected) {
      if (!vars.keySet().equals(projected)) {
        throw new ProjectionMismatchException(vars.keySet(), projected);
      }
    }

    private Diverged diverged(Mismatch mismatch) {
      return Diverged.at(state, mismatch);
    }
  }
}
