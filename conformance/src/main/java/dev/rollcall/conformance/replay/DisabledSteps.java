package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.replay.StepCheck.Mismatch;
import dev.rollcall.conformance.trace.TraceState;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Tries what the spec disables: production has to refuse it and stay as it is. Without this, production
 * that lost a guard would conform, because a trace holds only steps that the guard allows. Not
 * thread-safe.
 */
final class DisabledSteps {
  private final SystemUnderTest system;
  private final StepCheck check;
  private final RefusalCounts refusals;

  DisabledSteps(SystemUnderTest system, RefusalCounts refusals) {
    this.system = system;
    this.check = new StepCheck(system);
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
      return StepCheck.crashed(e).map(crash -> Diverged.at(state, crash));
    }
    for (ActionInstance instance : instances) {
      if (!enabled.contains(instance.step())) {
        Optional<Mismatch> mismatch = check.refuse(instance, before, state.vars(), refusals);
        if (mismatch.isPresent()) {
          return Optional.of(Diverged.trying(instance, state, mismatch.get()));
        }
      }
    }
    return Optional.empty();
  }
}
