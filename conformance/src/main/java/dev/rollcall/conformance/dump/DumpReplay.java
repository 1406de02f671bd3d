package dev.rollcall.conformance.dump;

import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.explore.Divergence;
import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.replay.StepCheck;
import dev.rollcall.conformance.replay.StepCheck.Mismatch;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes an implementation along each edge of a graph, breadth-first: the snapshot that execution left in the edge's
 * source is restored, the step is taken, and the result is held against the target. Used by one thread, once.
 */
public final class DumpReplay {
  private static final int NOWHERE = -1;

  private final DumpedGraph graph;
  private final TraceHeader header;
  private final ExplorableSystem.Factory factory;
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final Object[] snapshots;
  // How each state was first reached, for telling the way to a divergence.
  private final int[] source;
  private final int[] edge;
  private long replayed;

  /**
   * What was seen.
   *
   * @param replayed edges after which the implementation was where the spec is
   * @param divergence the first place where it was not; then the other edges were not tried
   */
  public record Result(long replayed, Optional<Divergence> divergence) {}

  private DumpReplay(DumpedGraph graph, TraceHeader header, ExplorableSystem.Factory factory) {
    this.graph = graph;
    this.header = header;
    this.factory = factory;
    this.snapshots = new Object[graph.states()];
    this.source = new int[graph.states()];
    this.edge = new int[graph.states()];
    Arrays.fill(source, NOWHERE);
  }

  /**
   * Replays every edge until the end or the first divergence.
   *
   * @param header names module and model and gives the spec's constants
   * @throws IllegalArgumentException if no initial state leads to some state of the graph: then it is not whole
   * @throws dev.rollcall.conformance.replay.UnreplayableTraceException if graph and adapter do not fit together
   */
  public static Result run(DumpedGraph graph, TraceHeader header, ExplorableSystem.Factory factory) {
    DumpReplay replay = new DumpReplay(graph, header, factory);
    Optional<Divergence> divergence = replay.start().or(replay::follow);
    return new Result(replay.replayed, divergence);
  }

  /** Each initial state is one that a system may be started in. */
  private Optional<Divergence> start() {
    for (int state : graph.initial()) {
      try (ExplorableSystem system = begin(state)) {
        Optional<Mismatch> mismatch = new StepCheck(system).compare(graph.values(state));
        if (mismatch.isPresent()) {
          return Optional.of(divergence(List.of(initial(state)), mismatch.get()));
        }
        snapshots[state] = system.snapshot();
        source[state] = state;
        waiting.add(state);
      }
    }
    return Optional.empty();
  }

  private ExplorableSystem begin(int state) {
    return factory.start(header, initial(state));
  }

  private TraceState initial(int state) {
    return new TraceState(0, TraceState.INIT, Map.of(), graph.values(state));
  }

  private Optional<Divergence> follow() {
    int expanded = 0;
    try (ExplorableSystem system = begin(graph.initial()[0])) {
      StepCheck check = new StepCheck(system);
      for (Integer state = waiting.poll(); state != null; state = waiting.poll()) {
        Optional<Divergence> divergence = expand(state, system, check);
        if (divergence.isPresent()) {
          return divergence;
        }
        expanded++;
      }
    }
    if (expanded < graph.states()) {
      throw new IllegalArgumentException(
          "no initial state leads to " + (graph.states() - expanded) + " of the graph's states");
    }
    return Optional.empty();
  }

  private Optional<Divergence> expand(int state, ExplorableSystem system, StepCheck check) {
    for (int next = graph.firstEdge(state); next < graph.firstEdge(state + 1); next++) {
      int target = graph.target(next);
      ActionInstance step = graph.step(next);
      system.restore(snapshots[state]);
      Optional<Mismatch> mismatch = check.take(step.action(), step.params(), graph.values(target));
      if (mismatch.isPresent()) {
        return Optional.of(divergence(wayTo(state, next), mismatch.get()));
      }
      replayed++;
      if (source[target] == NOWHERE) {
        snapshots[target] = system.snapshot();
        source[target] = state;
        edge[target] = next;
        waiting.add(target);
      }
    }
    snapshots[state] = null;
    return Optional.empty();
  }

  /** From the initial state to this one, and along an edge that leads on. */
  private List<TraceState> wayTo(int state, int last) {
    LinkedList<Integer> edges = new LinkedList<>(List.of(last));
    int at = state;
    for (; source[at] != at; at = source[at]) {
      edges.addFirst(edge[at]);
    }
    List<TraceState> way = new ArrayList<>(List.of(initial(at)));
    for (int taken : edges) {
      ActionInstance step = graph.step(taken);
      way.add(new TraceState(way.size(), step.action(), step.params(), graph.values(graph.target(taken))));
    }
    return way;
  }

  private Divergence divergence(List<TraceState> way, Mismatch mismatch) {
    TraceState last = way.get(way.size() - 1);
    TraceHeader named = TraceHeader.of(header.module(), header.model(), "dump", List.copyOf(last.vars().keySet()))
        .withConstants(header.constants());
    return new Divergence(Check.TRANSITION, new Trace(named, way), Diverged.at(last, mismatch));
  }
}
