package dev.rollcall.conformance.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.trace.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are dumps, and files that are not. */
class DotReaderTest {
  private static final String DUMP = """
      strict digraph DiskGraph {
      nodesep=0.35;
      subgraph cluster_graph {
      color="white";
      1 [label="/\\\\ n = 0\\n/\\\\ s = \\"a\\\\\\\\b\\"",style = filled]
      1 -> -2 [label="Add(c = \\"x\\", d = {})",color="black",fontcolor="black"];
      -2 [label="/\\\\ n = 1\\n/\\\\ s = \\"\\""];
      -2 -> -2 [style="dashed"];
      {rank = same; 1;}
      }
      }""";

  @TempDir private Path temp;

  private Path file() {
    return temp.resolve("graph.dot");
  }

  private DumpedGraph read(String text) throws IOException {
    return DotReader.read(Files.writeString(file(), text));
  }

  @Test
  void states_and_edges_are_read_with_their_labels() throws IOException {
    DumpedGraph graph = read(DUMP);
    assertThat(graph.states()).isEqualTo(2);
    assertThat(graph.initial()).containsExactly(0);
    assertThat(graph.values(0)).isEqualTo(Map.of("n", Value.of(0), "s", Value.of("a\\b")));
    assertThat(graph.values(1)).isEqualTo(Map.of("n", Value.of(1), "s", Value.of("")));
    assertThat(graph.edges()).isEqualTo(1);
    assertThat(graph.firstEdge(1)).isEqualTo(1);
    assertThat(graph.target(0)).isEqualTo(1);
    assertThat(graph.step(0).action()).isEqualTo("Add");
    assertThat(graph.step(0).params()).isEqualTo(Map.of("c", Value.of("x"), "d", Value.setOf(List.of())));
  }

  @Test
  void the_edges_of_a_state_may_lie_apart() throws IOException {
    String reset = "-2 -> 1 [label=\"Reset\",color=\"black\",fontcolor=\"black\"];\n";
    String skip = "1 -> 1 [label=\"Skip\",color=\"black\",fontcolor=\"black\"];\n";
    DumpedGraph graph = read(DUMP.replace("{rank", reset + skip + "{rank"));
    assertThat(List.of(graph.firstEdge(0), graph.firstEdge(1), graph.firstEdge(2))).containsExactly(0, 2, 3);
    assertThat(graph.step(1)).hasToString("Skip");
    assertThat(graph.target(1)).isZero();
    assertThat(graph.step(2)).hasToString("Reset");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
      "nodesep; edgesep; 2: expected a state or an edge",
      "1 [; 99999999999999999999 [; 5: expected a state or an edge",
      "-2 [label; -2 [title; 7: the state has no label",
      "n = 0; n = ?; 5: variable n: line 1, column 1: expected a value, found \"?\"",
      "n = 0; n = {0; 5: variable n: line 1, column 3: expected \"}\", found the end of the text",
      "n = 0; n; 5: expected a variable with its value, found n",
      "n = 1; m = 1; 7: this state has the variables [m, s], others [n, s]",
      "n = 1; s = 1; 7: this state has the variables [s, s], others [n, s]",
      "n = 0; s = 0; 5: two variables are named s",
      "{}); {}; 6: expected a step, found Add(c = \"x\", d = {}",
      "Add(c =; Add(c :; 6: parameters of Add(c : \"x\", d = {}): line 1, column 3: expected \"=\", found \":\"",
      "d = {}; c = {}; 6: parameters of Add(c = \"x\", c = {}): line 1, column 10: c stands here twice",
      "\\\"\"]; \\\"]; 7: the label does not end",
      "style = filled; style = empty; 11: no state is drawn as an initial one",
      "1 -> -2; 1 -> -3; 11: the file does not show the state -3, which an edge names",
  })
  void a_file_that_is_no_dump_is_told_with_its_line(String old, String changed, String problem) {
    assertThat(DUMP).contains(old);
    assertThatThrownBy(() -> read(DUMP.replace(old, changed)))
        .isInstanceOf(DotFormatException.class).hasMessage(file() + ":" + problem);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 6, 10})
  void a_file_that_is_cut_off_is_no_dump(int lines) {
    String start = String.join("\n", DUMP.lines().limit(lines).toList());
    assertThatThrownBy(() -> read(start)).isInstanceOf(DotFormatException.class)
        .hasMessage(file() + ":" + lines + ": the file ends before the graph does");
  }
}
