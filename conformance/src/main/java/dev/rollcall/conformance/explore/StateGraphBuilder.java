package dev.rollcall.conformance.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects a graph while a checker explores it. Any number of threads may add at the same time, in
 * any order and more than once; the same additions always give the same graph.
 */
public final class StateGraphBuilder {
  private final Map<String, Integer> labelIds = new HashMap<>();
  private long[] initial = new long[4];
  private int initialCount;
  private long[] sources = new long[1024];
  private long[] targets = new long[1024];
  private int[] labels = new int[1024];
  private int edges;

  /** Adds an initial state by its key, which stands for the state and nothing else. */
  public synchronized StateGraphBuilder initial(long key) {
    if (initialCount == initial.length) {
      initial = Arrays.copyOf(initial, 2 * initialCount);
    }
    initial[initialCount++] = key;
    return this;
  }

  /** Adds a transition between two states by their keys. */
  public synchronized StateGraphBuilder edge(long source, long target, String label) {
    if (edges == sources.length) {
      int room = edges + (edges >> 1);
      sources = Arrays.copyOf(sources, room);
      targets = Arrays.copyOf(targets, room);
      labels = Arrays.copyOf(labels, room);
    }
    sources[edges] = source;
    targets[edges] = target;
    labels[edges] = labelIds.computeIfAbsent(label, name -> labelIds.size());
    edges++;
    return this;
  }

  /**
   * The graph of all that was added.
   *
   * @throws IllegalStateException if there is no initial state, or an edge starts at a state that no
   *     initial state leads to: then the exploration missed transitions
   */
  public synchronized StateGraph build() {
    if (initialCount == 0) {
      throw new IllegalStateException("the graph has no initial state: add one before building");
    }
    long[] keys = distinctKeys();
    int[] labelOrder = labelOrder();
    int[] first = new int[keys.length + 1];
    long[] packed = packedBySource(keys, labelOrder, first);
    int kept = sortEachState(packed, first);
    int[] target = new int[kept];
    int[] label = new int[kept];
    for (int edge = 0; edge < kept; edge++) {
      target[edge] = (int) (packed[edge] >>> 32);
      label[edge] = (int) packed[edge];
    }
    String[] names = new TreeMap<>(labelIds).keySet().toArray(new String[0]);
    int[] starts =
        Arrays.stream(initial, 0, initialCount)
            .distinct()
            .mapToInt(key -> Arrays.binarySearch(keys, key))
            .sorted()
            .toArray();
    StateGraph graph = new StateGraph(keys, starts, first, target, label, names);
    checkReachable(graph);
    return graph;
  }

  private long[] distinctKeys() {
    long[] all = Arrays.copyOf(initial, initialCount + 2 * edges);
    System.arraycopy(sources, 0, all, initialCount, edges);
    System.arraycopy(targets, 0, all, initialCount + edges, edges);
    Arrays.sort(all);
    int distinct = 1;
    for (int i = 1; i < all.length; i++) {
      if (all[i] != all[i - 1]) {
        all[distinct++] = all[i];
      }
    }
    return Arrays.copyOf(all, distinct);
  }

  /** From the order in which labels came to the order of their names. */
  private int[] labelOrder() {
    int[] order = new int[labelIds.size()];
    List<Integer> byName = new ArrayList<>(new TreeMap<>(labelIds).values());
    for (int i = 0; i < order.length; i++) {
      order[byName.get(i)] = i;
    }
    return order;
  }

  /** Edges as target and label in one number, those of one state together from first[state] on. */
  private long[] packedBySource(long[] keys, int[] labelOrder, int[] first) {
    int[] from = new int[edges];
    for (int edge = 0; edge < edges; edge++) {
      from[edge] = Arrays.binarySearch(keys, sources[edge]);
      first[from[edge] + 1]++;
    }
    for (int state = 0; state < keys.length; state++) {
      first[state + 1] += first[state];
    }
    int[] next = first.clone();
    long[] packed = new long[edges];
    for (int edge = 0; edge < edges; edge++) {
      long target = Arrays.binarySearch(keys, targets[edge]);
      packed[next[from[edge]]++] = target << 32 | labelOrder[labels[edge]];
    }
    return packed;
  }

  /** Sorts each state's edges and keeps equal ones once, moving all to the front. */
  private static int sortEachState(long[] packed, int[] first) {
    int kept = 0;
    int begin = 0;
    for (int state = 0; state + 1 < first.length; state++) {
      int end = first[state + 1];
      Arrays.sort(packed, begin, end);
      int own = kept;
      for (int i = begin; i < end; i++) {
        if (kept == own || packed[kept - 1] != packed[i]) {
          packed[kept++] = packed[i];
        }
      }
      begin = end;
      first[state + 1] = kept;
    }
    return kept;
  }

  private static void checkReachable(StateGraph graph) {
    ShortestPaths paths = new ShortestPaths(graph);
    for (int edge = 0; edge < graph.edges(); edge++) {
      if (!paths.reaches(graph.source(edge))) {
        throw new IllegalStateException(
            "no initial state leads to the edge %s from state %d to state %d: transitions are missing"
                .formatted(
                    graph.label(edge),
                    graph.key(graph.source(edge)),
                    graph.key(graph.target(edge))));
      }
    }
  }
}
