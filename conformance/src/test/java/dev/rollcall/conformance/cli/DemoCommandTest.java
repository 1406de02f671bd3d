package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration as people start it. */
class DemoCommandTest {
  private final World world = new World();

  private CommandRun demo(String options) {
    return world.run(("demo " + options).strip().split(" "));
  }

  @Test
  void it_ends_well_and_says_what_to_try_next() {
    CommandRun run = demo("");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Five members, virtual time, seed 1\n").doesNotContain("\u001b")
        .contains("\nAll held, with seed 1.\n", "\nWhat to try next\n");
    assertThat(world.nanos()).as("where nobody watches it does not wait").isZero();
  }

  @Test
  void on_a_terminal_it_takes_its_time_and_has_colours() {
    world.someoneIsThere = true;
    assertThat(demo("").out()).contains("\u001b[");
    long took = world.nanos();
    assertThat(took / 1_000_000_000).isBetween(25L, 45L);
    assertThat(demo("--no-color --speed 12").out()).doesNotContain("\u001b");
    assertThat(world.nanos() - took).isLessThan(took);
    long before = world.nanos();
    assertThat(demo("--fast").out()).contains("\u001b[");
    assertThat(world.nanos()).isEqualTo(before);
  }

  @Test
  void a_storm_is_as_its_seed_says() {
    CommandRun run = demo("--storm --minutes 5 --seed 7");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("seed 7", "A storm of 5 minutes")
        .isEqualTo(demo("--storm --minutes 5 --seed 7").out())
        .isNotEqualTo(demo("--storm --minutes 5 --seed 8").out());
  }

  @Test
  void a_missing_rule_is_a_violation_with_the_command_that_shows_it_again() {
    CommandRun run = demo("--without SendHeartbeat.alive --seed 3");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("FAIL NoSplitBrain",
        "VIOLATED with seed 3. To see it again: scripts/rollcall demo --seed 3 --without SendHeartbeat.alive\n");
    assertThat(demo("--without SendHeartbeat.alive --storm --minutes 60").out())
        .contains("scripts/rollcall demo --seed 1 --storm --minutes 60 --without SendHeartbeat.alive\n");
  }

  @Test
  void a_rule_that_nothing_needed_is_told_to_be_so() {
    CommandRun run = demo("--without SyncViews.owns");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("To see what does: scripts/rollcall mutants SyncViews.owns\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--without SendHeartbeat.lease", "--without Watched.lease"})
  void bad_options_are_named(String options) {
    CommandRun run = demo(options);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(options.split(" ")[0]).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  /** Lines that are left out are shown as one of three dots. */
  @Test
  void the_readme_shows_what_it_prints() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String opening = "$ scripts/rollcall demo\n";
    assertThat(readme).contains(opening);
    String block = readme.substring(readme.indexOf(opening) + opening.length());
    String rest = demo("").out();
    for (String part : block.substring(0, block.indexOf("```")).split("(?m)^\\.\\.\\.\n")) {
      assertThat(rest).contains(part);
      rest = rest.substring(rest.indexOf(part) + part.length());
    }
  }
}
