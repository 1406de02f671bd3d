package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An action with its parameters, which a system can be asked to perform. Immutable. */
public final class ActionInstance {
  private final String action;
  private final Map<String, Value> params;
  private final String step;

  /**
   * @param action the action's TLA+ name
   * @param params its parameters by name, in the order the spec quantifies them
   */
  public ActionInstance(String action, Map<String, Value> params) {
    this.action = action;
    this.params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    // Written once: it is looked up in every state of every trace.
    this.step = TraceState.step(action, this.params);
  }

  public String action() {
    return action;
  }

  public Map<String, Value> params() {
    return params;
  }

  /** The instance as {@link TraceState#enabled} lists it. */
  public String step() {
    return step;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ActionInstance that
        && action.equals(that.action)
        && params.equals(that.params);
  }

  @Override
  public int hashCode() {
    return 31 * action.hashCode() + params.hashCode();
  }

  @Override
  public String toString() {
    return step;
  }
}
