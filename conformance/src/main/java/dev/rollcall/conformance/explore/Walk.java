package dev.rollcall.conformance.explore;

/** Edges that follow each other, the first leaving an initial state. Immutable. */
public final class Walk {
  private final int start;
  private final int[] edges;

  Walk(int start, int[] edges) {
    this.start = start;
    this.edges = edges;
  }

  /** The initial state it begins at. */
  public int start() {
    return start;
  }

  /** The number of steps, at least 1. */
  public int length() {
    return edges.length;
  }

  /** The edge taken at a step, counted from 0. */
  public int edge(int step) {
    return edges[step];
  }
}
