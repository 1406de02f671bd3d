package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user is told of a load. */
class LoadCommandTest {
  @TempDir private Path temp;

  private CommandRun load(String options) {
    List<String> arguments = new ArrayList<>(List.of("load"));
    arguments.addAll(List.of(options.split(" ")));
    arguments.addAll(List.of("--out", temp.toString()));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void a_cluster_has_a_table_and_the_file_has_the_counts() throws IOException {
    CommandRun done = load("--nodes 3 --seconds 4 --seed 5");
    assertThat(done.exit()).as(done.err()).isEqualTo(Rollcall.VERIFIED);
    assertThat(done.out()).contains("the embedded store", "a heartbeat each 3333 ms, seed 5", "3 nodes", "view read",
        "heartbeats due a second", "ok   conflicts for each commit: heartbeats 0.000, one key for all");
    JsonNode report = new ObjectMapper().readTree(temp.resolve("load.json").toFile());
    assertThat(report.get("seed").asInt()).isEqualTo(5);
    assertThat(report.get("clusters")).hasSize(1);
    JsonNode cluster = report.get("clusters").get(0);
    assertThat(cluster.get("nodes").asInt()).isEqualTo(3);
    assertThat(cluster.get("viewReads").get("counts").get("transactions").asInt()).isEqualTo(3);
    assertThat(cluster.get("heartbeats").get("counts").get("commits").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(cluster.get("heartbeats").get("counts").get("conflicts").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
      "--unpaced, --unpaced needs --store fdb",
      "--store fdb --cluster-file=, no cluster file: give --cluster-file"})
  void bad_input_is_told_in_one_line(String options, String told) {
    CommandRun done = load(options);
    assertThat(done.exit()).isEqualTo(Rollcall.BAD_INPUT);
    assertThat(done.err()).startsWith("error: ").contains(told).doesNotContain("\tat ");
  }
}
