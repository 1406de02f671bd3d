package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A system that can go back to where it was, so that every transition of a spec can be tried on it from
 * the state where it starts. Used by one thread at a time.
 */
public interface ExplorableSystem extends SystemUnderTest {

  /**
   * All that can change in this system, so that {@link #restore} brings it back. Immutable, and safe to
   * share between threads. Two snapshots are equal exactly if nothing differs between them, whether the
   * projection shows it or not. One is kept for every state that still waits to be explored, so snapshots
   * should share what has not changed.
   */
  Object snapshot();

  /** Goes to a state that a system of the same factory, started alike, was once in. */
  void restore(Object snapshot);

  /**
   * What the snapshot holds beyond the projection that later steps may depend on: all of it but {@link
   * Factory#mayDiffer what is declared to make no difference}. When two paths lead to the same state of the
   * spec, this must be equal, by {@code equals} and {@code hashCode}; it is immutable, and its {@code
   * toString} shows a reader what differs. The default declares nothing.
   */
  default Object hiddenState() {
    return snapshot();
  }

  /**
   * The same step, with others going on before it is settled.
   *
   * @param meanwhile what others do, to be run once if the outcome is unknown: after the step, before it is settled. It
   *     takes snapshots and restores them, so what the step itself still knows then must not be in any
   * @return empty where steps of this action use no store, or cannot be settled late
   */
  default Optional<FaultedStep> performUnder(
      StoreFault fault, String action, Map<String, Value> params, Runnable meanwhile) {
    return Optional.empty();
  }

  /**
   * Whether a step may happen while the outcome of another is unknown to who took it: not if it is the same process
   * that takes it or that it happens to.
   */
  default boolean mayHappenMeanwhile(ActionInstance step, ActionInstance unsettled) {
    return false;
  }

  /**
   * Takes one step with the store failing under way. After an unknown outcome it goes on as the
   * implementation's own driver would, until the outcome is known.
   *
   * @return empty where steps of this action use no store, so that nothing can fail
   */
  default Optional<FaultedStep> performUnder(StoreFault fault, String action, Map<String, Value> params) {
    return Optional.empty();
  }

  /** The whole snapshot: nothing else can have changed. */
  @Override
  default Object fingerprint() {
    return snapshot();
  }

  /**
   * A step that was taken with a failing store.
   *
   * @param result what became of it in the end
   * @param struck whether the step met the fault; it does not if it ends before the call that fails
   */
  record FaultedStep(StepResult result, boolean struck) {}

  /** Starts systems. Safe for use by several threads. */
  interface Factory extends SystemUnderTest.Factory {

    @Override
    ExplorableSystem start(TraceHeader header, TraceState first);

    /**
     * What {@link ExplorableSystem#hiddenState} leaves out, and why it makes no difference: name to reason.
     * It is printed with the report.
     */
    default Map<String, String> mayDiffer() {
      return Map.of();
    }

    /**
     * Every reason for which an action can refuse, by action; each must be met somewhere in a run, or the
     * guard behind it was never tried. Empty where the implementation has no such list.
     */
    default Map<String, Set<String>> refusalReasons() {
      return Map.of();
    }

    /** Actions that may do something without the store, such as giving up a claim. */
    default Set<String> actWithoutStore() {
      return Set.of();
    }
  }
}
