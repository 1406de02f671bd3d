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

/** What the user is told of failovers. */
class FailoverCommandTest {
  @TempDir private Path temp;

  private CommandRun failover(String options) {
    List<String> arguments = new ArrayList<>(List.of("failover"));
    arguments.addAll(List.of(options.split(" ")));
    arguments.addAll(List.of("--out", temp.toString()));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void times_in_virtual_time_are_told_with_their_bound_and_seed() throws IOException {
    CommandRun done = failover("--virtual --rounds 50 --seed 5");
    assertThat(done.exit()).as(done.err()).isEqualTo(Rollcall.VERIFIED);
    assertThat(done.out()).contains("5 nodes on the embedded store, virtual time", "lease 1,000 ms", "seed 5",
        "50 times from kill to the next primary's write", "bound 1,790 ms", "ok   max is within 1,791 ms");
    JsonNode report = new ObjectMapper().readTree(temp.resolve("failover.json").toFile());
    assertThat(report.get("seed").asInt()).isEqualTo(5);
    assertThat(report.get("allMillis")).hasSize(50);
    assertThat(report.get("p50Millis").asDouble()).isLessThanOrEqualTo(report.get("p99Millis").asDouble());
    assertThat(report.get("p99Millis").asDouble()).isLessThanOrEqualTo(report.get("maxMillis").asDouble());
  }

  @Test
  void times_in_real_time_are_judged_with_a_heartbeat_interval_to_spare() {
    CommandRun done = failover("--rounds 1 --nodes 3");
    assertThat(done.exit()).as(done.err()).isIn(Rollcall.VERIFIED, Rollcall.VIOLATION);
    assertThat(done.out()).contains("3 nodes on the embedded store, real time", "bound 1,790 ms",
        (done.exit() == Rollcall.VERIFIED ? "ok   p99 is within" : "FAIL p99 is beyond") + " 2,040 ms");
  }

  @Test
  void a_failure_timeout_that_does_not_fit_the_lease_is_told_in_one_line() {
    CommandRun done = failover("--failure-timeout 1000");
    assertThat(done.exit()).isEqualTo(Rollcall.BAD_INPUT);
    assertThat(done.err()).startsWith("error: failureTimeout is PT1S").hasLineCount(1);
  }
}
