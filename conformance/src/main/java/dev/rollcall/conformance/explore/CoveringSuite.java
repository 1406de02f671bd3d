package dev.rollcall.conformance.explore;

import java.util.Collections;
import java.util.List;

/**
 * Walks from initial states that together take every edge of a graph. Immutable, and the same for
 * the same graph and options.
 *
 * <p>The walks are found greedily: take an edge not yet covered, rather one that leads on to others;
 * where there is none, go the shortest way to the nearest one if that is no longer than starting
 * anew; else begin another walk. They are not the fewest or shortest possible: that is the directed
 * rural postman problem, with returns to the start as extra edges. {@link #leastSteps} says how far
 * from it they can be at most. Each visit to a state but a walk's first arrives by an edge, and each
 * but a walk's last leaves by one, so a state that is not initial is arrived at at least as often as
 * it has edges in, and as often as it has edges out: the sum over all states bounds the steps of
 * every covering suite from below. A graph that only grows, such as that of a protocol whose terms
 * and views never fall, needs far more than one step an edge.
 */
public final class CoveringSuite {
  private final StateGraph graph;
  private final List<Walk> walks;
  private final long steps;
  private final long leastSteps;

  /**
   * Bounds on the search.
   *
   * @param maxWalkLength steps after which a walk ends; a walk is longer only where the shortest way
   *     to an edge is
   * @param maxDetour covered steps taken in a row to reach an uncovered edge
   * @param maxVisited states looked at for one detour, which bounds the time spent
   */
  public record Options(int maxWalkLength, int maxDetour, int maxVisited) {
    /** Traces short enough to read, found in seconds for some 500,000 edges. */
    public static final Options DEFAULT = new Options(500, 12, 400);

    public Options {
      if (maxWalkLength < 1 || maxDetour < 0 || maxVisited < 1) {
        throw new IllegalArgumentException("a walk needs at least one step and one state");
      }
    }
  }

  private CoveringSuite(StateGraph graph, List<Walk> walks) {
    this.graph = graph;
    this.walks = Collections.unmodifiableList(walks);
    this.steps = walks.stream().mapToLong(Walk::length).sum();
    this.leastSteps = leastSteps(graph);
  }

  /** Finds a suite for all edges of the graph. */
  public static CoveringSuite of(StateGraph graph, Options options) {
    return new CoveringSuite(graph, new CoveringSearch(graph, options).run());
  }

  public StateGraph graph() {
    return graph;
  }

  /** The walks; none only if the graph has no edge. */
  public List<Walk> walks() {
    return walks;
  }

  /** Steps of all walks together. */
  public long steps() {
    return steps;
  }

  /** No suite that covers this graph has fewer steps; it may be that none has as few. */
  public long leastSteps() {
    return leastSteps;
  }

  /** Steps taken for each edge; 1 would be taking each exactly once. */
  public double stepsPerEdge() {
    return graph.edges() == 0 ? 1 : (double) steps / graph.edges();
  }

  private static long leastSteps(StateGraph graph) {
    int[] arrivals = new int[graph.states()];
    for (int edge = 0; edge < graph.edges(); edge++) {
      arrivals[graph.target(edge)]++;
    }
    boolean[] initial = new boolean[graph.states()];
    for (int state : graph.initial()) {
      initial[state] = true;
    }
    long least = 0;
    for (int state = 0; state < arrivals.length; state++) {
      int departures = initial[state] ? 0 : graph.outDegree(state);
      least += Math.max(arrivals[state], departures);
    }
    return least;
  }

  /** One line for people: walks, steps, edges and how they compare. */
  @Override
  public String toString() {
    return "%d walks, %d steps for %d edges (%.2f steps an edge; at least %d steps needed)"
        .formatted(walks.size(), steps, graph.edges(), stepsPerEdge(), leastSteps);
  }
}
