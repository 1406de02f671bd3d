package dev.rollcall.conformance.model;

import dev.rollcall.conformance.explore.CoveringSuite;
import dev.rollcall.conformance.explore.StateGraphBuilder;
import dev.rollcall.conformance.explore.Walk;
import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.tlc.StateGraph;
import dev.rollcall.conformance.trace.ItfWriter;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * Writes traces that together take every transition of a model. Not thread-safe.
 */
public final class CoveringTraces {
  /** Where traces say what the spec enables, and so have a replay try all the rest. */
  public enum Enabled {
    /** Whenever they come to a state. */
    ALWAYS,
    /** When the first of them comes to a state, for the first time. */
    ONCE_A_STATE
  }

  private record Known(Map<String, Value> values, SortedSet<String> enabled) {}

  private final StateGraph spec;
  private final dev.rollcall.conformance.explore.StateGraph graph;
  private final CoveringSuite suite;
  private final Map<String, ActionLabel> labels = new HashMap<>();
  private final Map<Long, Known> known = new HashMap<>();

  /**
   * @param spec the whole graph of a model that passed
   */
  public CoveringTraces(StateGraph spec) {
    this.spec = spec;
    StateGraphBuilder builder = new StateGraphBuilder();
    for (long initial : spec.initials()) {
      builder.initial(initial);
    }
    spec.labels().values().forEach(label -> labels.put(TraceState.step(label.action(), label.params()), label));
    for (int edge = 0; edge < spec.edgeCount(); edge++) {
      ActionLabel label = spec.label(edge);
      builder.edge(spec.source(edge), spec.target(edge), TraceState.step(label.action(), label.params()));
    }
    this.graph = builder.build();
    this.suite = CoveringSuite.of(graph, CoveringSuite.Options.DEFAULT);
  }

  /** The walks behind the traces. */
  public CoveringSuite suite() {
    return suite;
  }

  /** Transitions of the model. */
  public long transitions() {
    return graph.edges();
  }

  /** As below, saying in all states what is enabled. */
  public List<Path> write(TraceHeader header, Path directory) throws IOException {
    return write(header, directory, Enabled.ALWAYS);
  }

  /**
   * Writes one file a walk, in place of whatever the directory held.
   *
   * @return the files, in order
   */
  public List<Path> write(TraceHeader header, Path directory, Enabled enabled) throws IOException {
    Set<Integer> told = new HashSet<>();
    Predicate<Integer> tells = state -> told.add(state) || enabled == Enabled.ALWAYS;
    clear(directory);
    List<Path> files = new ArrayList<>();
    for (Walk walk : suite.walks()) {
      Path file = directory.resolve(String.format("%05d%s", files.size(), ItfWriter.SUFFIX));
      try (BufferedWriter out = Files.newBufferedWriter(file);
          ItfWriter writer = new ItfWriter(out, header, ItfWriter.Layout.COMPACT)) {
        write(walk, writer, tells);
      }
      files.add(file);
    }
    return files;
  }

  private void write(Walk walk, ItfWriter writer, Predicate<Integer> tells) throws IOException {
    int state = walk.start();
    writer.write(state(0, TraceState.INIT, Map.of(), state, tells));
    for (int step = 0; step < walk.length(); step++) {
      int edge = walk.edge(step);
      ActionLabel label = labels.get(graph.label(edge));
      writer.write(state(step + 1, label.action(), label.params(), graph.target(edge), tells));
    }
  }

  private TraceState state(
      int index, String action, Map<String, Value> params, int state, Predicate<Integer> tells) {
    Known values = known.computeIfAbsent(graph.key(state),
        key -> new Known(spec.values(key), SpecTraces.names(spec.enabled(key))));
    TraceState reached = new TraceState(index, action, params, values.values);
    return tells.test(state) ? reached.withEnabled(values.enabled) : reached;
  }

  private static void clear(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (var old = Files.newDirectoryStream(directory, "*" + ItfWriter.SUFFIX)) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
  }
}
