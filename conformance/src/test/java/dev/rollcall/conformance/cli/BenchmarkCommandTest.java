package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compared, and what is said of it, on models of a few states. */
class BenchmarkCommandTest {
  private static final Path SPEC = Path.of("..", "tla");
  private static final String CONFIG = """
      SPECIFICATION Spec
      CONSTANTS
        Nodes = {n1, n2}
        Processes = {n1, n2}
        NodeOf <- Self
        None = None
        Votes = 1
        Faults = {}
        MaxViewNumber = 1
        MaxTerm = 1
      CONSTRAINT Bounds
      """;
  private static final String MODEL = """
      {"name": "%s", "system": "membership", "module": "MCClusterMembership", "cfg": "%1$s.cfg", "set": "quick",
       "workers": 1, "distinct": %d, "transitions": %d, "depth": 13, "covering": false, "about": "2 nodes", "liveness": false, "faults": true,
       "mutants": false}""";

  @TempDir private Path temp;
  private Path specs;

  @BeforeEach
  void makeTheModels() throws IOException {
    specs = Files.createDirectory(temp.resolve("tla"));
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(SPEC, "*.tla")) {
      for (Path module : modules) {
        Files.copy(module, specs.resolve(module.getFileName()));
      }
    }
    Files.writeString(specs.resolve("Plain.cfg"), CONFIG);
    Files.writeString(specs.resolve("Symmetric.cfg"), CONFIG + "SYMMETRY Symmetry\n");
    Files.writeString(specs.resolve("models.json"), "{\"models\": [" + MODEL.formatted("Plain", 65, 375) + ","
        + MODEL.formatted("Symmetric", 33, 190) + "], \"walks\": [], \"witnesses\": [], \"mutants\": []}");
  }

  private String benchmark(String model) {
    CommandRun done = CommandRun.of(
        "benchmark", model, "--rounds", "1", "--spec", specs.toString(), "--out", temp.resolve("out").toString());
    assertThat(done.exit()).as(done.err()).isEqualTo(Rollcall.VERIFIED);
    return done.out();
  }

  @Test
  void a_model_is_also_dumped_parsed_and_replayed() throws IOException {
    assertThat(benchmark("Plain")).contains("TLC alone", "exploring", "dump, parse, replay  ", "bytes a transition");
    assertThat(Files.readString(temp.resolve("out/benchmark.json"))).contains("dump, parse, replay");
  }

  @Test
  void a_model_with_symmetry_is_not_dumped_and_it_says_why() throws IOException {
    assertThat(benchmark("Symmetric")).contains("TLC alone", "No \"dump, parse, replay\": with SYMMETRY")
        .doesNotContain("bytes a transition");
    assertThat(Files.readString(temp.resolve("out/benchmark.json"))).doesNotContain("dump, parse, replay");
  }
}
