package dev.rollcall.conformance.tlc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Explores a model and keeps its whole state graph, for up to about a million edges: an edge takes 20
 * bytes, a state what TLC needs for it. Values are converted when asked for.
 */
public final class GraphExport implements TransitionListener {
  private static final class Edges {
    long[] from = new long[1024];
    long[] to = new long[1024];
    int[] label = new int[1024];
    int size;

    void add(long source, long target, int labelId) {
      if (size == from.length) {
        from = Arrays.copyOf(from, 2 * size);
        to = Arrays.copyOf(to, 2 * size);
        label = Arrays.copyOf(label, 2 * size);
      }
      from[size] = source;
      to[size] = target;
      label[size++] = labelId;
    }
  }

  private final Queue<Edges> parts = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Edges> mine =
      ThreadLocal.withInitial(
          () -> {
            Edges edges = new Edges();
            parts.add(edges);
            return edges;
          });
  private final Map<Long, StateHandle> states = new ConcurrentHashMap<>();
  private final Map<Integer, ActionLabel> labels = new ConcurrentHashMap<>();
  private final List<Long> initials = new ArrayList<>();

  private GraphExport() {}

  /**
   * The graph of a run together with its result. With one worker the edges come in breadth-first order,
   * the same each time; with more, in any order. If the result is not {@code Passed}, the graph is only
   * what was explored until then.
   *
   * @throws IllegalArgumentException for a model with symmetry: its graph lacks states and transitions
   */
  public static StateGraph of(TlcRun run) {
    if (Tlc.usesSymmetry(run)) {
      throw new IllegalArgumentException(
          run.configFile() + " uses SYMMETRY: the graph would lack states and transitions. Use a"
              + " configuration without it.");
    }
    GraphExport export = new GraphExport();
    CheckResult result = Tlc.check(run.withTransitions(export));
    return export.graph(result);
  }

  @Override
  public void onInitial(StateHandle state) {
    long fingerprint = state.fingerprint();
    initials.add(fingerprint);
    states.put(fingerprint, state);
  }

  @Override
  public void onTransition(StateHandle from, StateHandle to, boolean isNew, ActionLabel label) {
    long target = to.fingerprint();
    if (isNew) {
      states.put(target, to);
    }
    labels.putIfAbsent(label.id(), label);
    mine.get().add(from.fingerprint(), target, label.id());
  }

  private StateGraph graph(CheckResult result) {
    int size = parts.stream().mapToInt(part -> part.size).sum();
    long[] sources = new long[size];
    long[] targets = new long[size];
    int[] labelIds = new int[size];
    int at = 0;
    for (Edges part : parts) {
      System.arraycopy(part.from, 0, sources, at, part.size);
      System.arraycopy(part.to, 0, targets, at, part.size);
      System.arraycopy(part.label, 0, labelIds, at, part.size);
      at += part.size;
    }
    return new StateGraph(
        result, initials.stream().mapToLong(Long::longValue).toArray(), sources, targets, labelIds,
        Map.copyOf(labels), states);
  }
}
