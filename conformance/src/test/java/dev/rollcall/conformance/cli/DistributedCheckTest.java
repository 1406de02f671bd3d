package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.model.DoorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exit codes of {@code check --distributed} and {@code worker}, and what the user is told with them. */
class DistributedCheckTest {
  @TempDir private Path temp;
  private DoorSpec door;
  private String out = "";
  private String err = "";

  @BeforeEach
  void copyTheSpec() {
    door = DoorSpec.in(temp);
  }

  private int execute(String... arguments) {
    CommandRun done = CommandRun.of(arguments);
    out = done.out();
    err = done.err();
    return done.exit();
  }

  private int check(String... options) {
    List<String> all = new ArrayList<>(List.of("check", "Small", "--distributed", "--port", "0", "--spec",
        door.directory().toString(), "--out", temp.resolve("out").toString()));
    all.addAll(List.of(options));
    return execute(all.toArray(String[]::new));
  }

  @Test
  void oneCommandServesStartsItsWorkersAndComparesWithTheManifest() {
    assertThat(check()).as(err).isZero();
    assertThat(out).contains("ok   Small: 21 distinct states, 24 transitions, depth about ", "Acquire", "Release");
    // The second worker may come when the first has done it all.
    assertThat(err).contains("serving at 127.0.0.1:", "joined, 1 now");
  }

  @Test
  void aViolationIsToldWithItsTrace() {
    door.replacing("Door.tla", "  /\\ holder = {}\n  /\\ uses[c] < MaxUses", "  /\\ uses[c] < MaxUses");
    assertThat(check("--local-workers", "1")).isEqualTo(1);
    assertThat(out).contains("FAIL Small", "MutualExclusion is violated after 2 steps", "Acquire(c = ",
        "counterexample: ");
    assertThat(temp.resolve("out/counterexamples/Small.MutualExclusion.itf.json")).isRegularFile();
  }

  @Test
  void numbersOtherThanThePinnedOnesAreAViolation() {
    door.replacing("models.json", "\"transitions\": 24", "\"transitions\": 25");
    assertThat(check("--local-workers", "1")).isEqualTo(1);
    assertThat(out).contains("transitions: found 24, the manifest says 25.").doesNotContain("depth: found");
  }

  @Test
  void temporalPropertiesAreRefused() {
    door.replacing("Door.tla", "MutualExclusion ==", "SomebodyEnters == <>(holder # {})\nMutualExclusion ==")
        .replacing("Small.cfg", "UsesNeverFall", "UsesNeverFall SomebodyEnters");
    assertThat(check()).isEqualTo(2);
    assertThat(out).contains("temporal properties [SomebodyEnters] cannot be checked by distributed workers");
    assertThat(err).doesNotContain("serving");
  }

  @Test
  void whereToServeIsOnlySaidOfADistributedCheck() {
    assertThat(execute("check", "Small", "--host", "127.0.0.1")).isEqualTo(2);
    assertThat(err).contains("--distributed", "Usage: rollcall check");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "check --distributed | --distributed checks one model",
      "check Small Small --distributed | --distributed checks one model",
      "check Small --distributed --port 0 --local-workers 0 --patience 1 | no worker came within 1 s",
      "worker 127.0.0.1:70000 | a port is 0 to 65535, not 70000",
      "worker 127.0.0.1:x | not a HOST[:PORT]: 127.0.0.1:x",
      "worker 127.0.0.1:1 --patience 1 | no server can be reached at 127.0.0.1:1 within 1 s"})
  void whatCannotBeDoneIsToldInOneParagraph(String line, String message) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    if (line.startsWith("check")) {
      words.addAll(List.of("--spec", door.directory().toString()));
    }
    assertThat(execute(words.toArray(String[]::new))).isEqualTo(2);
    assertThat(err).contains("error: ").contains(message).doesNotContain("\tat ", "fault of rollcall itself");
  }
}
