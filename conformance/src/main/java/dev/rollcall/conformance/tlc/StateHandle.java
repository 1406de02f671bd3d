package dev.rollcall.conformance.tlc;

import dev.rollcall.conformance.trace.VariableMap;
import java.util.List;

/**
 * One state of a run, converted only when asked. Safe to keep after the callback and after the run;
 * it then keeps TLC's state alive.
 */
public interface StateHandle {
  /** TLC's fingerprint: the identity of the state. Under symmetry all its permutations share it. */
  long fingerprint();

  /**
   * Every variable by name, sorted. Computed at the first call; a variable that a transition leaves alone has
   * the same {@code Value} object in its target as in its source.
   */
  VariableMap values();

  /**
   * The states to which the spec leads from here by actions of this label, CONSTRAINTs or not. Evaluated at
   * each call; one call at a time for states of one run.
   */
  List<StateHandle> successors(ActionLabel label);

  /**
   * The actions, with parameters, that the spec allows in this state, whether or not they lead out of the
   * CONSTRAINTs. Evaluated at each call, on the calling thread; one call at a time for states of one run.
   */
  List<ActionLabel> enabled();
}
