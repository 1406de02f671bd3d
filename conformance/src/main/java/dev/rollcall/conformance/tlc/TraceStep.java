package dev.rollcall.conformance.tlc;

import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A state and how it was reached.
 *
 * @param action name of the action that led here, {@link #INITIAL} for the first state
 * @param params the action's parameters by name, in declared order
 * @param variables every variable of the state by name, sorted
 * @param enabled the steps that the spec allows from here, whether or not they lead out of the CONSTRAINTs;
 *     empty where they cannot be evaluated
 */
public record TraceStep(
    String action, Map<String, Value> params, Map<String, Value> variables, Optional<List<ActionLabel>> enabled) {
  /** The action of an initial state. */
  public static final String INITIAL = "Init";
}
