package dev.rollcall.conformance.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.GraphExport;
import dev.rollcall.conformance.tlc.StateGraph;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.trace.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dump says the same as TLC in this JVM. */
class DumpedGraphTest {
  private static final Path SPECS = Path.of("src/test/resources/tlc");

  @TempDir private Path temp;

  /** An edge, by what it says. */
  private record Edge(Map<String, Value> from, String action, Map<String, Value> params, Map<String, Value> to) {}

  private static TlcRun run(String module, String config) {
    return TlcRun.of(SPECS, module, SPECS.resolve(config + ".cfg"));
  }

  private DumpedGraph dump(TlcRun run) throws IOException {
    Path file = temp.resolve("graph.dot");
    assertThat(Tlc.dump(run, file).passed()).isTrue();
    return DotReader.read(file);
  }

  private static List<Edge> edges(StateGraph graph) {
    List<Edge> edges = new ArrayList<>();
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      ActionLabel label = graph.label(edge);
      edges.add(new Edge(graph.values(graph.source(edge)), label.action(), label.params(),
          graph.values(graph.target(edge))));
    }
    return edges;
  }

  private static List<Edge> edges(DumpedGraph graph) {
    List<Edge> edges = new ArrayList<>();
    for (int state = 0; state < graph.states(); state++) {
      for (int edge = graph.firstEdge(state); edge < graph.firstEdge(state + 1); edge++) {
        edges.add(new Edge(graph.values(state), graph.step(edge).action(), graph.step(edge).params(),
            graph.values(graph.target(edge))));
      }
    }
    return edges;
  }

  @ParameterizedTest
  @CsvSource({
      "Lock, LockPasses, 1", "Lock, LockThree, 2", "Counter, CounterPasses, 1", "Counter, CounterConstrained, 1",
      "Shapes, ShapesPasses, 1", "Shapes, ShapesPasses, 2"})
  void the_dump_has_the_states_edges_and_labels_that_tlc_reports(String module, String config, int workers)
      throws IOException {
    StateGraph told = GraphExport.of(run(module, config).withWorkers(1));
    DumpedGraph dumped = dump(run(module, config).withWorkers(workers));
    assertThat(dumped.states()).isEqualTo(told.stateCount());
    assertThat(dumped.edges()).isEqualTo(told.edgeCount());
    assertThat(edges(dumped)).containsExactlyInAnyOrderElementsOf(edges(told));
    assertThat(Arrays.stream(dumped.initial()).mapToObj(dumped::values).map(Map::copyOf))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(told.initials()).mapToObj(told::values).map(Map::copyOf).toList());
  }

  @Test
  void equal_values_are_one_object() throws IOException {
    DumpedGraph graph = dump(run("Lock", "LockPasses"));
    int start = graph.initial()[0];
    int acquired = graph.target(graph.firstEdge(start));
    int released = graph.target(graph.firstEdge(acquired));
    assertThat(graph.values(released).get("holder")).isSameAs(graph.values(start).get("holder"));
    assertThat(graph.values(released).get("uses")).isSameAs(graph.values(acquired).get("uses"));
    assertThat(graph.values(released).names()).isSameAs(graph.values(start).names());
  }

  @Test
  void dumping_counts_as_checking_does() {
    CheckResult checked = Tlc.check(run("Lock", "LockPasses").withWorkers(1));
    CheckResult dumped = Tlc.dump(run("Lock", "LockPasses").withWorkers(1), temp.resolve("graph.dot"));
    assertThat(dumped.outcome()).isEqualTo(checked.outcome());
    assertThat(dumped.coverage()).isEqualTo(checked.coverage());
    assertThat(dumped.stats().transitions()).isEqualTo(checked.stats().transitions());
    assertThat(dumped.stats().initial()).isEqualTo(checked.stats().initial());
  }

  @Test
  void a_file_that_cannot_be_written_is_no_fault_of_the_spec() {
    assertThatThrownBy(() -> Tlc.dump(run("Lock", "LockPasses"), temp.resolve("nowhere/graph.dot")))
        .isInstanceOf(IllegalStateException.class).hasMessageContaining("could not be written to");
  }
}
