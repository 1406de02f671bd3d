package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.MembershipConfig;
import dev.rollcall.conformance.bench.Flatness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user is told of members' costs. */
class ScaleCommandTest {
  @TempDir private Path temp;

  private CommandRun scale(String options) {
    List<String> arguments = new ArrayList<>(List.of("scale"));
    arguments.addAll(List.of(options.split(" ")));
    arguments.addAll(List.of("--out", temp.toString()));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void sizes_are_compared_and_the_file_has_the_counts() throws IOException {
    CommandRun done = scale("--members 4,10,60 --minutes 1 --seed 5 --idle-seconds 1");
    assertThat(done.exit()).as(done.err()).isEqualTo(Rollcall.VERIFIED);
    assertThat(done.out()).contains("4 successors, nobody probed, 1 min, seed 5", "calm:", "crash:",
        "idle: lease 10 s, a heartbeat each 2.50 s",
        "ok   a member of 60 costs at most 1.5 times what one of 10 does:");
    JsonNode report = new ObjectMapper().readTree(temp.resolve("scale.json").toFile());
    assertThat(report.get("seed").asInt()).isEqualTo(5);
    assertThat(report.get("clusters")).hasSize(3);
    assertThat(report.get("clusters").get(1).get("members").asInt()).isEqualTo(10);
    assertThat(report.get("clusters").get(1).get("calm").get("commits").asInt()).isBetween(230, 250);
    assertThat(report.get("ratios").get("keys read").asDouble()).isLessThan(1.5);
    assertThat(report.get("idle")).hasSize(3);
  }

  @Test
  void the_least_size_that_is_compared_is_that_of_the_default_settings() {
    assertThat(ScaleCommand.LEAST).isEqualTo(Flatness.leastMembers(MembershipConfig.DEFAULT.successors()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--members 5,10 | --members must have two sizes of 6 or more",
      "--members 10,10 | --members must have two sizes of 6 or more"})
  void bad_input_is_told_in_one_line(String options, String told) {
    CommandRun done = scale(options);
    assertThat(done.exit()).isEqualTo(Rollcall.BAD_INPUT);
    assertThat(done.err()).startsWith("error: ").contains(told).doesNotContain("\tat ");
  }
}
