package dev.rollcall.conformance.tlc;

import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A state graph: states are fingerprints, edge {@code i} leads from {@code source(i)} to
 * {@code target(i)} by {@code label(i)}. Immutable once built; safe to read from many threads.
 */
public final class StateGraph {
  private final CheckResult result;
  private final long[] initials;
  private final long[] sources;
  private final long[] targets;
  private final int[] labelIds;
  private final Map<Integer, ActionLabel> labels;
  private final Map<Long, StateHandle> states;

  StateGraph(
      CheckResult result, long[] initials, long[] sources, long[] targets, int[] labelIds,
      Map<Integer, ActionLabel> labels, Map<Long, StateHandle> states) {
    this.result = result;
    this.initials = initials;
    this.sources = sources;
    this.targets = targets;
    this.labelIds = labelIds;
    this.labels = labels;
    this.states = states;
  }

  /** How the exploration ended; the graph is complete only if it passed. */
  public CheckResult result() {
    return result;
  }

  public long[] initials() {
    return initials.clone();
  }

  public int edgeCount() {
    return sources.length;
  }

  public long source(int edge) {
    return sources[edge];
  }

  public long target(int edge) {
    return targets[edge];
  }

  public ActionLabel label(int edge) {
    return labels.get(labelIds[edge]);
  }

  /** Labels that occur, by their id. */
  public Map<Integer, ActionLabel> labels() {
    return labels;
  }

  /** Every state, in ascending order of fingerprints. */
  public long[] states() {
    return states.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
  }

  public int stateCount() {
    return states.size();
  }

  /**
   * The variables of a state, converted at each call.
   *
   * @throws NoSuchElementException if the graph has no such state
   */
  public Map<String, Value> values(long state) {
    return handle(state).values();
  }

  /**
   * The steps that the spec allows in a state, evaluated at each call; see {@link StateHandle#enabled}.
   *
   * @throws NoSuchElementException if the graph has no such state
   */
  public List<ActionLabel> enabled(long state) {
    return handle(state).enabled();
  }

  private StateHandle handle(long state) {
    StateHandle handle = states.get(state);
    if (handle == null) {
      throw new NoSuchElementException("no state " + Long.toHexString(state) + " in the graph");
    }
    return handle;
  }
}
