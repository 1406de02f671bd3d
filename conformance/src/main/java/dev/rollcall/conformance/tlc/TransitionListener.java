package dev.rollcall.conformance.tlc;

/**
 * Hears every transition of an exhaustive run. Called concurrently from all workers, so it must be
 * thread-safe, and it must be quick: the worker waits. What it throws ends the run and is reported as
 * {@link Outcome.SpecError}. A state's transitions are reported when TLC has found all of them, so those of a
 * state at which TLC itself ends the run are not.
 *
 * <p>The states of transitions satisfy the CONSTRAINTs; what these exclude is reported apart. An action
 * that leaves the state as it is (a self-loop) is reported like any other, with {@code isNew} false; the
 * stuttering of {@code [Next]_vars} is not.
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

  /**
   * A successor that a CONSTRAINT excludes: the spec allows the step, but TLC neither counts it nor goes on
   * from there.
   */
  default void onExcluded(StateHandle from, StateHandle to, ActionLabel label) {}

  /**
   * Every successor of this state has been reported, by the same thread and with no other state's between.
   * So an action that was not reported is disabled here.
   */
  default void onExpanded(StateHandle state) {}
}
