package dev.rollcall.conformance.dump;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.trace.VariableMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the graph that {@link dev.rollcall.conformance.tlc.Tlc#dump} wrote, line by line. Not thread-safe. */
public final class DotReader {
  private static final List<String> LAYOUT =
      List.of("strict digraph ", "nodesep=", "subgraph ", "color=", "{rank = same;", "}");

  private final Map<Long, Integer> numbers = new HashMap<>();
  private final List<VariableMap> states = new ArrayList<>();
  private final Set<Integer> initial = new LinkedHashSet<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private final List<ActionInstance> steps = new ArrayList<>();
  private final DumpedGraph.Edges edges = new DumpedGraph.Edges();
  private final LabelReader reader = new LabelReader();
  private int open;

  private DotReader() {}

  /**
   * The graph of a dump.
   *
   * @throws DotFormatException if the file is not one, or is incomplete
   * @throws IOException if it cannot be read
   */
  public static DumpedGraph read(Path file) throws IOException {
    DotReader graph = new DotReader();
    int line = 0;
    try (BufferedReader in = Files.newBufferedReader(file, Charset.defaultCharset())) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        line++;
        graph.add(text);
      }
      return graph.build();
    } catch (IllegalArgumentException e) {
      throw new DotFormatException(file, line, e);
    }
  }

  private void add(String text) {
    if (LAYOUT.stream().anyMatch(text::startsWith)) {
      open += text.endsWith(" {") ? 1 : text.equals("}") ? -1 : 0;
      return;
    }
    DotLine line = DotLine.of(text);
    int from = number(line.id());
    if (line.target().isEmpty()) {
      state(from, line);
    } else if (line.label().isPresent()) {
      edges.add(from, number(line.target().get()), labels.computeIfAbsent(line.label().get(), this::step));
    }
    // An edge without a label is no step: TLC draws stuttering so where it looks at temporal properties.
  }

  private int number(long id) {
    Integer known = numbers.putIfAbsent(id, states.size());
    if (known == null) {
      states.add(null);
      return states.size() - 1;
    }
    return known;
  }

  private void state(int number, DotLine line) {
    if (states.get(number) == null) {
      states.set(number, reader.state(
          line.label().orElseThrow(() -> new IllegalArgumentException("the state has no label"))));
    }
    if (line.isFilled()) {
      initial.add(number);
    }
  }

  private int step(String label) {
    steps.add(LabelReader.step(label));
    return steps.size() - 1;
  }

  private DumpedGraph build() {
    if (states.isEmpty() || open != 0) {
      throw new IllegalArgumentException("the file ends before the graph does");
    }
    if (initial.isEmpty()) {
      throw new IllegalArgumentException("no state is drawn as an initial one");
    }
    numbers.forEach((id, number) -> {
      if (states.get(number) == null) {
        throw new IllegalArgumentException("the file does not show the state " + id + ", which an edge names");
      }
    });
    return new DumpedGraph(states, initial.stream().mapToInt(Integer::intValue).toArray(), edges, steps);
  }
}
