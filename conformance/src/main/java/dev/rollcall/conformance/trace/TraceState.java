package dev.rollcall.conformance.trace;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One state of a trace and the step that led to it. Immutable.
 *
 * @param index the state's position, 0 for the initial state, whose action is {@link #INIT}
 * @param action the TLA+ name of the action that led here, or {@link #NO_ACTION} where the tool that
 *     wrote the trace did not record one
 * @param params the action's parameters by name, in the order the spec quantifies them
 * @param vars every variable of the spec, in the order the header declares them
 * @param enabled all steps that the spec enables in this state, each as {@link #step(String, Map)}
 *     writes it, those that change nothing included; empty where the trace does not say
 */
public record TraceState(
    int index,
    String action,
    Map<String, Value> params,
    Map<String, Value> vars,
    Optional<SortedSet<String>> enabled) {

  /** The action of state 0. */
  public static final String INIT = "Init";

  /** Stands for an action that the trace does not name. */
  public static final String NO_ACTION = "";

  public TraceState {
    Objects.requireNonNull(action, "action");
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
    enabled = enabled.map(TraceState::sorted);
  }

  /** A state that does not say what the spec enables in it. */
  public TraceState(
      int index, String action, Map<String, Value> params, Map<String, Value> vars) {
    this(index, action, params, vars, Optional.empty());
  }

  private static SortedSet<String> sorted(Collection<String> steps) {
    SortedSet<String> sorted = new TreeSet<>();
    sorted.addAll(steps);
    return Collections.unmodifiableSortedSet(sorted);
  }

  /** Whether the trace names the step that led here. */
  public boolean hasAction() {
    return !action.isEmpty();
  }

  /** The step that led here, as {@link #step(String, Map)} writes it. */
  public String step() {
    return step(hasAction() ? action : "(action not recorded)", params);
  }

  /** A step as a spec writes it with its parameters named, such as {@code Join(n = n1)}. */
  public static String step(String action, Map<String, Value> params) {
    return params.isEmpty()
        ? action
        : params.entrySet().stream()
            .map(param -> param.getKey() + " = " + param.getValue())
            .collect(Collectors.joining(", ", action + "(", ")"));
  }

  /** The same state at another position, for a trace that steps were cut out of. */
  public TraceState at(int newIndex) {
    return new TraceState(newIndex, action, params, vars, enabled);
  }

  /** The same state, knowing exactly which steps the spec enables in it. */
  public TraceState withEnabled(Collection<String> steps) {
    return new TraceState(index, action, params, vars, Optional.of(sorted(steps)));
  }
}
