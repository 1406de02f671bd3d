package dev.rollcall.conformance.tlc;

import dev.rollcall.conformance.trace.Value;
import java.util.Map;

/**
 * What happened in a step: the action's TLA+ name and the values of its parameters, in the order in
 * which the definition declares them. Quantified variables inside an action that TLC splits on count
 * as parameters; those that depend on the state (TLC cannot split on them) do not appear.
 *
 * @param id index in the run's table of labels; the same name and parameters have the same id
 * @param anonymous whether the step stands in the next-state relation without a name of its own, so
 *     that {@code action} is only the name of the relation
 */
public record ActionLabel(int id, String action, Map<String, Value> params, boolean anonymous) {}
