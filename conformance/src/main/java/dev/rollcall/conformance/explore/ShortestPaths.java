package dev.rollcall.conformance.explore;

import java.util.Arrays;

/** Shortest paths from the initial states to all others, found breadth first. Immutable. */
final class ShortestPaths {
  private static final int UNREACHED = -2;
  private static final int START = -1;

  private final StateGraph graph;
  private final int[] arrivingEdge;
  private final int[] order;
  private final int[] distance;

  ShortestPaths(StateGraph graph) {
    this.graph = graph;
    arrivingEdge = new int[graph.states()];
    distance = new int[graph.states()];
    Arrays.fill(arrivingEdge, UNREACHED);
    int[] queue = new int[graph.states()];
    int end = 0;
    for (int state : graph.initial()) {
      arrivingEdge[state] = START;
      queue[end++] = state;
    }
    for (int head = 0; head < end; head++) {
      int state = queue[head];
      int edge = graph.firstEdge(state);
      for (int last = edge + graph.outDegree(state); edge < last; edge++) {
        int target = graph.target(edge);
        if (arrivingEdge[target] == UNREACHED) {
          arrivingEdge[target] = edge;
          distance[target] = distance[state] + 1;
          queue[end++] = target;
        }
      }
    }
    order = Arrays.copyOf(queue, end);
  }

  boolean reaches(int state) {
    return arrivingEdge[state] != UNREACHED;
  }

  /** All reachable states, nearest first. */
  int[] order() {
    return order;
  }

  /** Steps from the nearest initial state. */
  int distance(int state) {
    return distance[state];
  }

  /** The edges from the nearest initial state. */
  int[] pathTo(int state) {
    int[] path = new int[distance[state]];
    int at = state;
    for (int i = path.length - 1; i >= 0; i--) {
      path[i] = arrivingEdge[at];
      at = graph.source(path[i]);
    }
    return path;
  }
}
