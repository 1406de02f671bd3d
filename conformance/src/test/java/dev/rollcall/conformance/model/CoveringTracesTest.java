package dev.rollcall.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.tlc.GraphExport;
import dev.rollcall.conformance.tlc.StateGraph;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.trace.TraceSource;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.TraceStream;
import dev.rollcall.conformance.trace.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoveringTracesTest {
  private record Transition(Map<String, Value> from, String step, Map<String, Value> to) {}

  @TempDir private Path temp;
  private DoorSpec door;
  private StateGraph graph;
  private CoveringTraces traces;

  @BeforeEach
  void exploreTheSpec() {
    door = DoorSpec.in(temp);
    graph = GraphExport.of(TlcRun.of(door.directory(), "Door", door.file("Small.cfg")).withWorkers(1));
    traces = new CoveringTraces(graph);
  }

  private List<Path> write(Path directory) throws IOException {
    return traces.write(SpecTraces.header(door.directory(), door.small(), List.of("holder", "uses")), directory);
  }

  private static List<List<TraceState>> read(List<Path> files) throws IOException {
    List<List<TraceState>> all = new ArrayList<>();
    for (Path file : files) {
      try (TraceStream stream = TraceSource.file(file).open()) {
        List<TraceState> states = new ArrayList<>();
        stream.forEachRemaining(states::add);
        all.add(states);
      }
    }
    return all;
  }

  @Test
  void everyTransitionOfTheModelLiesOnATraceAndNothingElseDoes() throws IOException {
    Set<Transition> inModel = new HashSet<>();
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      ActionLabel label = graph.label(edge);
      inModel.add(new Transition(graph.values(graph.source(edge)),
          TraceState.step(label.action(), label.params()), graph.values(graph.target(edge))));
    }
    Set<Transition> written = new HashSet<>();
    for (List<TraceState> states : read(write(temp.resolve("traces")))) {
      for (int i = 1; i < states.size(); i++) {
        written.add(new Transition(states.get(i - 1).vars(), states.get(i).step(), states.get(i).vars()));
      }
    }
    assertThat(inModel).hasSize(24);
    assertThat(written).isEqualTo(inModel);
    assertThat(traces.transitions()).isEqualTo(24);
  }

  @Test
  void everyStateSaysWhatIsEnabledInIt() throws IOException {
    for (List<TraceState> states : read(write(temp.resolve("traces")))) {
      assertThat(states.get(0).action()).isEqualTo(TraceState.INIT);
      for (int i = 0; i + 1 < states.size(); i++) {
        assertThat(states.get(i).enabled()).isPresent();
        SortedSet<String> enabled = states.get(i).enabled().orElseThrow();
        assertThat(enabled).contains(states.get(i + 1).step());
        boolean free = states.get(i).vars().get("holder").equals(Value.setOf());
        assertThat(enabled).allMatch(step -> step.startsWith(free ? "Acquire" : "Release"));
      }
    }
  }

  @Test
  void whatIsEnabledCanBeSaidOnceAState() throws IOException {
    var header = SpecTraces.header(door.directory(), door.small(), List.of("holder", "uses"));
    List<Map<String, Value>> told = new ArrayList<>();
    Set<Map<String, Value>> met = new HashSet<>();
    for (List<TraceState> states : read(
        traces.write(header, temp.resolve("traces"), CoveringTraces.Enabled.ONCE_A_STATE))) {
      for (TraceState state : states) {
        assertThat(state.enabled().isPresent()).isEqualTo(met.add(state.vars()));
        state.enabled().ifPresent(enabled -> told.add(state.vars()));
      }
    }
    assertThat(told).doesNotHaveDuplicates().hasSize(21);
  }

  @Test
  void tracesOfAnEarlierRunAreReplacedAndOtherFilesAreKept() throws IOException {
    Path directory = Files.createDirectories(temp.resolve("traces"));
    Path old = Files.writeString(directory.resolve("99999.itf.json"), "old");
    Path note = Files.writeString(directory.resolve("README"), "kept");
    List<Path> files = write(directory);
    assertThat(old).doesNotExist();
    assertThat(note).exists();
    try (var inside = Files.list(directory)) {
      assertThat(inside.filter(f -> !f.equals(note))).containsExactlyInAnyOrderElementsOf(files);
    }
  }

  @Test
  void theSameModelGivesTheSameFiles() throws IOException {
    List<Path> first = write(temp.resolve("first"));
    List<Path> second = write(temp.resolve("second"));
    assertThat(second).hasSameSizeAs(first);
    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i)).hasSameBinaryContentAs(first.get(i));
    }
  }
}
