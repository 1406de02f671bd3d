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

/** What the user is told of recoveries. */
class RecoverCommandTest {
  @TempDir private Path temp;

  private CommandRun recover(String options) {
    List<String> arguments = new ArrayList<>(List.of("recover"));
    arguments.addAll(List.of(options.split(" ")));
    arguments.addAll(List.of("--out", temp.toString()));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(temp.resolve("recover.json").toFile());
  }

  @Test
  void times_are_told_by_kind_of_cluster_with_their_bound_and_seed() throws IOException {
    CommandRun done = recover("--histories 24 --nodes 3..5 --seed 5");
    assertThat(done.exit()).as(done.out() + done.err()).isEqualTo(Rollcall.VERIFIED);
    assertThat(done.out()).contains("24 histories", "nodes 3..5, probes both, votes 1,2", "lease 10,000 ms", "seed 5",
        "ok   0 of 24 took longer than the bound and one tick of the clock; 0 were not safe");
    JsonNode report = report();
    assertThat(report.get("seed").asInt()).isEqualTo(5);
    assertThat(report.get("rows")).hasSize(12);
    for (JsonNode row : report.get("rows")) {
      assertThat(row.get("histories").asInt()).isEqualTo(2);
      assertThat(row.get("limitMillis").asDouble()).isEqualTo(row.get("probing").asBoolean() ? 37_900 : 36_400);
      assertThat(row.get("p50Millis").asDouble()).isLessThanOrEqualTo(row.get("maxMillis").asDouble());
    }
    assertThat(report.get("failures")).isEmpty();
  }

  @Test
  void a_history_can_be_told_event_by_event() {
    CommandRun done = recover("--histories 1 --nodes 3 --probes on --votes 1 --timeline");
    assertThat(done.exit()).as(done.out() + done.err()).isEqualTo(Rollcall.VERIFIED);
    assertThat(done.out()).contains("Timeline of seed 1, 3 nodes, probes on, votes 1, in s:",
        "* all faults end; running", "* whole");
  }

  @Test
  void a_history_that_takes_too_long_is_told_with_a_command_that_repeats_it() throws IOException {
    CommandRun done = recover("--histories 1 --nodes 3 --probes off --votes 1 --seed 3 --limit 1");
    assertThat(done.exit()).as(done.out() + done.err()).isEqualTo(Rollcall.VIOLATION);
    assertThat(done.out()).contains("FAIL seed 3, 3 nodes, probes off, votes 1: whole after", "repeat with: "
        + "scripts/rollcall recover --histories 1 --seed 3 --nodes 3 --probes off --votes 1 --lease 10000 "
        + "--failure-timeout 15000 --limit 1 --timeline", "Timeline of seed 3", "FAIL 1 of 1 took longer than the limit");
    assertThat(report().get("failures")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--nodes 2 --votes 3 | --nodes must be at least 3",
      "--failure-timeout 10000 | failureTimeout is PT10S"})
  void bad_input_is_told_in_one_line(String options, String told) {
    CommandRun done = recover(options);
    assertThat(done.exit()).isEqualTo(Rollcall.BAD_INPUT);
    assertThat(done.err()).startsWith("error: ").contains(told).doesNotContain("\tat ");
  }
}
