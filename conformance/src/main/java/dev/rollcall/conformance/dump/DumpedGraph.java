package dev.rollcall.conformance.dump;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.Arrays;
import java.util.List;

/**
 * The states and transitions of a dump, with all values in memory. States and edges are numbered from 0; the edges of
 * a state follow one another. Immutable.
 */
public final class DumpedGraph {
  private final List<VariableMap> values;
  private final int[] initial;
  private final int[] firstEdge;
  private final int[] target;
  private final int[] label;
  private final List<ActionInstance> labels;

  /** Edges in the order of the file. */
  static final class Edges {
    private int[] source = new int[1024];
    private int[] target = new int[1024];
    private int[] label = new int[1024];
    private int count;

    void add(int from, int to, int by) {
      if (count == source.length) {
        source = Arrays.copyOf(source, 2 * count);
        target = Arrays.copyOf(target, 2 * count);
        label = Arrays.copyOf(label, 2 * count);
      }
      source[count] = from;
      target[count] = to;
      label[count++] = by;
    }
  }

  DumpedGraph(List<VariableMap> values, int[] initial, Edges edges, List<ActionInstance> labels) {
    this.values = List.copyOf(values);
    this.initial = initial;
    this.labels = List.copyOf(labels);
    this.target = new int[edges.count];
    this.label = new int[edges.count];
    this.firstEdge = new int[values.size() + 1];
    // Workers of TLC write side by side, so the edges of a state may lie apart in the file.
    for (int edge = 0; edge < edges.count; edge++) {
      firstEdge[edges.source[edge] + 1]++;
    }
    Arrays.parallelPrefix(firstEdge, Integer::sum);
    int[] next = firstEdge.clone();
    for (int edge = 0; edge < edges.count; edge++) {
      int at = next[edges.source[edge]]++;
      target[at] = edges.target[edge];
      label[at] = edges.label[edge];
    }
  }

  public int states() {
    return values.size();
  }

  public int edges() {
    return target.length;
  }

  /** The initial states, in the order of the file. */
  public int[] initial() {
    return initial.clone();
  }

  /** The variables of a state, in the order of the file. */
  public VariableMap values(int state) {
    return values.get(state);
  }

  /** The first edge out of a state; its edges are numbered up to the next state's first. */
  public int firstEdge(int state) {
    return firstEdge[state];
  }

  public int target(int edge) {
    return target[edge];
  }

  /** The step that an edge stands for. */
  public ActionInstance step(int edge) {
    return labels.get(label[edge]);
  }
}
