package dev.rollcall.conformance.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Graphs in which every state is reachable. */
final class RandomGraphs {
  private RandomGraphs() {}

  private record Edge(long source, long target, String label) {}

  /** Adds the same graph for the same seed, in an order that depends on {@code shuffle}. */
  static StateGraph graph(long seed, int states, int extraEdges, long shuffle) {
    Random random = new Random(seed);
    long[] keys = random.longs(states).toArray();
    List<Edge> edges = new ArrayList<>();
    for (int state = 1; state < states; state++) {
      edges.add(new Edge(keys[random.nextInt(state)], keys[state], "Tree"));
    }
    for (int i = 0; i < extraEdges; i++) {
      long source = keys[random.nextInt(states)];
      edges.add(new Edge(source, keys[random.nextInt(states)], "Extra" + random.nextInt(4)));
    }
    Collections.shuffle(edges, new Random(shuffle));
    StateGraphBuilder builder = new StateGraphBuilder().initial(keys[0]);
    edges.forEach(edge -> builder.edge(edge.source, edge.target, edge.label));
    return builder.build();
  }
}
