package dev.rollcall.conformance.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountsTest {
  @Test
  void states_transitions_and_depth_are_counted() {
    RunStats stats = Tlc.check(Specs.lock("Passes")).stats();
    assertThat(stats.distinct()).isEqualTo(21);
    assertThat(stats.initial()).isEqualTo(1);
    assertThat(stats.transitions()).isEqualTo(24);
    assertThat(stats.generated()).isEqualTo(25);
    assertThat(stats.depth()).isEqualTo(9);
  }

  @Test
  void symmetry_reduces_the_states() {
    assertThat(Tlc.check(Specs.lock("Three")).stats().distinct()).isEqualTo(208);
    assertThat(Tlc.check(Specs.lock("Symmetric")).stats().distinct()).isEqualTo(50);
  }

  @Test
  void coverage_lists_every_action_and_tells_which_never_fired() {
    CheckResult result = Tlc.check(Specs.lock("Passes").withWorkers(2));
    assertThat(result.coverage())
        .containsExactly(
            new ActionCoverage("Acquire", 12, 12, false),
            new ActionCoverage("Release", 12, 8, false),
            new ActionCoverage("Steal", 0, 0, false));
    assertThat(result.neverTaken()).containsExactly("Steal");
    assertThat(result.hasAnonymousAction()).isFalse();
  }

  @Test
  void a_step_without_a_name_of_its_own_is_detected() {
    assertThat(Tlc.check(Specs.counter("Anonymous")).hasAnonymousAction()).isTrue();
  }

  @Test
  void self_loops_count_as_taken_and_excluded_states_do_not() {
    CheckResult result = Tlc.check(Specs.counter("Constrained"));
    assertThat(result.coverage())
        .containsExactly(
            new ActionCoverage("Increment", 2, 2, false),
            new ActionCoverage("Reset", 0, 0, false),
            new ActionCoverage("Idle", 3, 0, false));
    assertThat(result.stats().generated()).isEqualTo(7);
  }

  @Test
  void a_module_in_the_overlay_takes_the_place_of_the_original(@TempDir Path overlay)
      throws Exception {
    String original = Files.readString(Specs.DIRECTORY.resolve("Lock.tla"));
    Files.writeString(overlay.resolve("Lock.tla"), original.replace("holder = Free /\\ uses[c]", "uses[c]"));
    TlcRun mutant = Specs.lock("Passes").withOverlay(overlay);
    assertThat(Tlc.check(mutant).passed()).isTrue();
    Files.writeString(
        overlay.resolve("Lock.tla"),
        original.replace("holder = Free /\\ uses[c]", "uses[c]").replace("holder' = {c}", "holder' = holder \\cup {c}"));
    assertThat(Specs.violated(Tlc.check(mutant)).property()).isEqualTo("MutualExclusion");
  }

  @Test
  void nothing_is_printed_and_nothing_is_left_beside_the_spec() throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
    List<Path> before = files();
    String raw;
    try {
      System.setOut(capture);
      System.setErr(capture);
      Tlc.check(Specs.lock("TemporalViolated"));
      Tlc.check(Specs.run("Unparsable", "InitNext"));
      raw = Tlc.check(Specs.lock("Passes")).rawOutput();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(files()).isEqualTo(before);
    assertThat(raw).contains("Model checking completed");
  }

  private static List<Path> files() throws Exception {
    try (var files = Files.list(Specs.DIRECTORY)) {
      return files.sorted().toList();
    }
  }
}
