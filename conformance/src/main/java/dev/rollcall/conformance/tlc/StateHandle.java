package dev.rollcall.conformance.tlc;

import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;

/**
 * One state of a run, converted only when asked. Safe to keep after the callback and after the run;
 * it then keeps TLC's state alive.
 */
public interface StateHandle {
  /** TLC's fingerprint: the identity of the state. Under symmetry all its permutations share it. */
  long fingerprint();

  /** Every variable by name, sorted. Computed at each call. */
  Map<String, Value> values();

  /**
   * The actions, with parameters, that the spec allows in this state, whether or not they lead out of the
   * CONSTRAINTs. Evaluated at each call, on the calling thread; one call at a time for states of one run.
   */
  List<ActionLabel> enabled();
}
