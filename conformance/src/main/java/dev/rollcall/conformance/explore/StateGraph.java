package dev.rollcall.conformance.explore;

import java.util.Arrays;

/**
 * An explicit graph of states and labelled transitions, in arrays: 16 bytes an edge and 12 a state.
 * States, edges and labels are numbered from 0. The numbering follows the states' keys and the
 * labels' names, so it does not depend on the order in which a checker found them. Every state is
 * reachable from an initial one. Immutable.
 */
public final class StateGraph {
  private final long[] keys;
  private final int[] initial;
  private final int[] firstEdge;
  private final int[] source;
  private final int[] target;
  private final int[] label;
  private final String[] labels;

  /** Takes over the arrays; {@code firstEdge} has one more entry than there are states. */
  StateGraph(
      long[] keys, int[] initial, int[] firstEdge, int[] target, int[] label, String[] labels) {
    this.keys = keys;
    this.initial = initial;
    this.firstEdge = firstEdge;
    this.target = target;
    this.label = label;
    this.labels = labels;
    this.source = new int[target.length];
    for (int state = 0; state < keys.length; state++) {
      Arrays.fill(source, firstEdge[state], firstEdge[state + 1], state);
    }
  }

  public int states() {
    return keys.length;
  }

  public int edges() {
    return target.length;
  }

  /** The key under which the builder was told of a state, such as its fingerprint. */
  public long key(int state) {
    return keys[state];
  }

  /** The initial states, ascending. */
  public int[] initial() {
    return initial.clone();
  }

  /** The first edge out of a state; its edges are numbered up to the next state's first. */
  public int firstEdge(int state) {
    return firstEdge[state];
  }

  /** The number of edges out of a state. */
  public int outDegree(int state) {
    return firstEdge[state + 1] - firstEdge[state];
  }

  public int source(int edge) {
    return source[edge];
  }

  public int target(int edge) {
    return target[edge];
  }

  public String label(int edge) {
    return labels[label[edge]];
  }
}
