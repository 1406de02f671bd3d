package dev.rollcall.conformance.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The greedy search behind {@link CoveringSuite}. Used once, by one thread. */
final class CoveringSearch {
  /** Uncovered edges compared at a state before one is taken; bounds the time at large states. */
  private static final int LOOKED_AT = 16;

  private final StateGraph graph;
  private final CoveringSuite.Options options;
  private final ShortestPaths paths;

  /** Each state's edges, the uncovered ones in front: open[state] of them from firstEdge on. */
  private final int[] edges;

  private final int[] positionOf;
  private final int[] open;

  /** States before this place in the order of distance have no uncovered edge left. */
  private int nearestOpen;

  private int[] walk = new int[64];
  private int length;

  private final int[] seenInSearch;
  private final int[] arrivingEdge;
  private final int[] depth;
  private final int[] queue;
  private int search;

  CoveringSearch(StateGraph graph, CoveringSuite.Options options) {
    this.graph = graph;
    this.options = options;
    this.paths = new ShortestPaths(graph);
    edges = new int[graph.edges()];
    Arrays.setAll(edges, edge -> edge);
    positionOf = edges.clone();
    open = new int[graph.states()];
    Arrays.setAll(open, graph::outDegree);
    seenInSearch = new int[graph.states()];
    arrivingEdge = new int[graph.states()];
    depth = new int[graph.states()];
    queue = new int[Math.min(graph.states(), options.maxVisited())];
  }

  List<Walk> run() {
    List<Walk> walks = new ArrayList<>();
    while (advanceToNearestOpen()) {
      int start = paths.order()[nearestOpen];
      length = 0;
      for (int edge : paths.pathTo(start)) {
        take(edge);
      }
      extendFrom(start);
      walks.add(new Walk(graph.source(walk[0]), Arrays.copyOf(walk, length)));
    }
    return walks;
  }

  private boolean advanceToNearestOpen() {
    int[] order = paths.order();
    while (nearestOpen < order.length && open[order[nearestOpen]] == 0) {
      nearestOpen++;
    }
    return nearestOpen < order.length;
  }

  private void extendFrom(int start) {
    int state = start;
    boolean going = true;
    while (going) {
      if (open[state] > 0) {
        int edge = bestOpenEdge(state);
        take(edge);
        state = graph.target(edge);
        going = length < options.maxWalkLength();
      } else {
        int reached = detour(state);
        going = reached >= 0;
        state = reached;
      }
    }
  }

  private int bestOpenEdge(int state) {
    int first = graph.firstEdge(state);
    int best = edges[first];
    int most = -1;
    for (int i = first; i < first + Math.min(open[state], LOOKED_AT); i++) {
      int target = graph.target(edges[i]);
      // An edge back to this very state leaves one fewer behind than it seems.
      int onward = target == state ? open[state] - 1 : open[target];
      if (onward > most) {
        most = onward;
        best = edges[i];
      }
    }
    return best;
  }

  private void take(int edge) {
    if (length == walk.length) {
      walk = Arrays.copyOf(walk, 2 * length);
    }
    walk[length++] = edge;
    int state = graph.source(edge);
    int lastOpen = graph.firstEdge(state) + open[state] - 1;
    int position = positionOf[edge];
    if (position <= lastOpen) {
      int other = edges[lastOpen];
      edges[position] = other;
      positionOf[other] = position;
      edges[lastOpen] = edge;
      positionOf[edge] = lastOpen;
      open[state]--;
    }
  }

  /** Goes to the nearest state with an uncovered edge and returns it; -1 if it is not worth it. */
  private int detour(int from) {
    if (!advanceToNearestOpen()) {
      return -1;
    }
    int anew = paths.distance(paths.order()[nearestOpen]);
    int room = options.maxWalkLength() - length - 1;
    int limit = Math.min(Math.min(options.maxDetour(), room), Math.max(anew, 1));
    search++;
    int end = 0;
    queue[end++] = from;
    seenInSearch[from] = search;
    depth[from] = 0;
    for (int head = 0; head < end && depth[queue[head]] < limit; head++) {
      int state = queue[head];
      int edge = graph.firstEdge(state);
      for (int last = edge + graph.outDegree(state); edge < last; edge++) {
        int target = graph.target(edge);
        if (seenInSearch[target] == search) {
          continue;
        }
        seenInSearch[target] = search;
        arrivingEdge[target] = edge;
        depth[target] = depth[state] + 1;
        if (open[target] > 0) {
          follow(target);
          return target;
        }
        if (end < queue.length) {
          queue[end++] = target;
        }
      }
    }
    return -1;
  }

  private void follow(int target) {
    int steps = depth[target];
    int[] path = new int[steps];
    int at = target;
    for (int i = steps - 1; i >= 0; i--) {
      path[i] = arrivingEdge[at];
      at = graph.source(path[i]);
    }
    for (int edge : path) {
      take(edge);
    }
  }
}
