package dev.rollcall.conformance.tlc;

/**
 * Hears every transition of an exhaustive run. Called concurrently from all workers, so it must be
 * thread-safe, and it must be quick: the worker waits. What it throws ends the run and is reported as
 * {@link Outcome.SpecError}.
 *
 * <p>Only states that satisfy the CONSTRAINTs are reported, as source or as target: TLC drops the
 * others before anyone sees them. An action that leaves the state as it is (a self-loop) is reported
 * like any other, with {@code isNew} false; the stuttering of {@code [Next]_vars} is not.
 */
public interface TransitionListener {
  /** An initial state; all come before any transition, from one thread, each distinct state once. */
  void onInitial(StateHandle state);

  /**
   * One way to get from a state to another; two actions that lead to the same state are two calls.
   *
   * @param isNew whether this is the first transition that reaches {@code to}
   */
  void onTransition(StateHandle from, StateHandle to, boolean isNew, ActionLabel label);
}
