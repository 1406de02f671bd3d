package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.replay.ReplayResult.Details;
import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Tries what the spec disables: production has to refuse it and stay as it is. Without this, production
 * that lost a guard would conform, because a trace holds only steps that the guard allows. Not
 * thread-safe.
 */
final class DisabledSteps {
  private final SystemUnderTest system;
  private final RefusalCounts refusals;

  DisabledSteps(SystemUnderTest system, RefusalCounts refusals) {
    this.system = system;
    this.refusals = refusals;
  }

  /** Tries them in the state the system is in, if the trace says what is enabled there. */
  Optional<Diverged> tryIn(TraceState state) {
    if (state.enabled().isEmpty()) {
      return Optional.empty();
    }
    SortedSet<String> enabled = state.enabled().get();
    List<ActionInstance> instances;
    Object before;
    try {
      instances = system.instances();
      before = system.fingerprint();
    } catch (UnreplayableTraceException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return Optional.of(new Diverged(state.index(), Kind.CRASHED, state, Details.crashed(e)));
    }
    for (ActionInstance instance : instances) {
      if (!enabled.contains(instance.step())) {
        Optional<Diverged> diverged = attempt(instance, state, before);
        if (diverged.isPresent()) {
          return diverged;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Diverged> attempt(ActionInstance instance, TraceState state, Object before) {
    Kind kind;
    String reason = "";
    try {
      StepResult result = system.perform(instance.action(), instance.params());
      if (result instanceof StepResult.Refused refused) {
        reason = refused.reason();
        if (before.equals(system.fingerprint())) {
          refusals.count(instance.action(), reason);
          return Optional.empty();
        }
        kind = Kind.CHANGED_THOUGH_REFUSED;
      } else {
        kind = Kind.PERFORMED_THOUGH_DISABLED;
      }
    } catch (UnreplayableTraceException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return Optional.of(Diverged.trying(instance, state, Kind.CRASHED, Details.crashed(e)));
    }
    return Optional.of(Diverged.trying(instance, state, kind, consequences(state, reason)));
  }

  /** What the try did; production may be too broken by now to show it. */
  private Details consequences(TraceState state, String reason) {
    try {
      Map<String, Value> actual = system.project();
      var differences = Difference.betweenStates(state.vars(), actual);
      return new Details(reason, differences, system.violatedInvariants(), Optional.empty());
    } catch (RuntimeException | Error e) {
      Details crashed = Details.crashed(e);
      return new Details(reason, List.of(), List.of(), crashed.crash());
    }
  }
}
