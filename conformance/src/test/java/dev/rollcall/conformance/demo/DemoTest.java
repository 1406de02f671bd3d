package dev.rollcall.conformance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.operate.Pace;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.SendHeartbeat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the demonstration shows. */
class DemoTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "demo", "story.txt");
  private static final Protocol WITHOUT_ALIVE = Protocol.standard().with(new SendHeartbeat(
      SendHeartbeat.GUARDS.stream().filter(guard -> !guard.name().equals("alive")).toList()));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Demo demo(Protocol protocol, long seed, Ink ink, Tempo tempo) {
    return new Demo(protocol, seed, ink, tempo, new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private String shown() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  private String story(long seed, Ink ink) {
    assertThat(demo(Protocol.standard(), seed, ink, Tempo.fast()).story()).isTrue();
    return shown();
  }

  /** Where it is to be another, write {@code scripts/rollcall demo} into the file, without its first and last lines. */
  @Example
  void the_story_is_the_one_that_is_committed() throws IOException {
    assertThat(story(1, Ink.PLAIN)).isEqualTo(Files.readString(GOLDEN));
  }

  @Property(tries = 10)
  void the_story_comes_about_whatever_the_seed_and_the_same_seed_shows_the_same(@ForAll long seed) {
    assertThat(story(seed, Ink.PLAIN)).isEqualTo(story(seed, Ink.PLAIN)).doesNotContain("FAIL", "did not come about");
  }

  @Property(tries = 5)
  void a_storm_holds_whatever_the_seed_and_the_same_seed_shows_the_same(@ForAll long seed) {
    assertThat(demo(Protocol.standard(), seed, Ink.PLAIN, Tempo.fast()).storm(Duration.ofMinutes(20))).isTrue();
    String first = shown();
    demo(Protocol.standard(), seed, Ink.PLAIN, Tempo.fast()).storm(Duration.ofMinutes(20));
    assertThat(shown()).isEqualTo(first).contains("A storm of 20 minutes", "is failed: it is no member any more");
  }

  @Example
  void colours_change_nothing_but_colours() {
    String plain = story(1, Ink.PLAIN);
    String coloured = story(1, Ink.COLOURED);
    assertThat(coloured).contains("\u001b[1;32m*\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    assertThat(story(1, Ink.FINE)).contains("\u2588\u2588\u2591\u2591");
  }

  @Example
  void the_timeline_fits_a_terminal_of_80_columns() {
    String shown = story(1, Ink.PLAIN);
    assertThat(shown.substring(0, shown.indexOf("\nChecked in")).lines()).allMatch(line -> line.length() <= 80);
    assertThat(shown).matches("\\p{ASCII}*");
  }

  @Example
  void a_missing_rule_is_seen_and_told() {
    assertThat(demo(WITHOUT_ALIVE, 1, Ink.PLAIN, Tempo.fast()).story()).isFalse();
    assertThat(shown()).contains("FAIL NoSplitBrain", "both claim to be primary");
    assertThat(demo(WITHOUT_ALIVE, 1, Ink.COLOURED, Tempo.fast()).storm(Duration.ofMinutes(60))).isFalse();
    assertThat(shown()).contains("\u001b[1;31mFAIL \u001b[0mFailedMeansLeaseOver",
        "\u001b[32mok   \u001b[0mTermsNeverFall");
  }

  @Example
  void what_should_have_come_about_and_did_not_is_a_failure_too() {
    demo(WITHOUT_ALIVE, 1, Ink.PLAIN, Tempo.fast()).story();
    assertThat(shown()).contains("FAIL it did not come about that ");
  }

  @Example
  void it_takes_the_time_that_was_asked_for() {
    List<Duration> waits = new ArrayList<>();
    Pace pace = new Pace() {
      @Override
      public long nanos() {
        return 0;
      }

      @Override
      public Instant now() {
        return Instant.EPOCH;
      }

      @Override
      public boolean pause(Duration time) {
        return waits.add(time);
      }
    };
    demo(Protocol.standard(), 1, Ink.PLAIN, Tempo.of(pace, 6)).story();
    assertThat(shown()).isEqualTo(story(1, Ink.PLAIN));
    Duration all = waits.stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(all).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(45));
  }
}
