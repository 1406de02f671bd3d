package dev.rollcall.conformance.adopting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.explore.Exploration;
import dev.rollcall.conformance.explore.ExploreOptions;
import dev.rollcall.conformance.explore.Explorer;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another specification and another class than Rollcall's own; docs/adopting.md shows these files. */
class FencedLockTest {
  private static final Path SPEC = Path.of("src/test/resources/adopting");
  private static final Path PAGE = Path.of("../docs/adopting.md");

  private static Exploration explore(ExplorableSystem.Factory factory) {
    TlcRun run = TlcRun.of(SPEC, "FencedLock", SPEC.resolve("FencedLock.cfg")).withWorkers(1);
    TraceHeader header = TraceHeader.of("FencedLock", "FencedLock", "", List.of());
    return Explorer.run(run, header, factory, ExploreOptions.ALL);
  }

  private static ExplorableSystem.Factory variant(Supplier<FencedLock> lock) {
    return new FencedLockSystem.Factory() {
      @Override
      public ExplorableSystem start(TraceHeader header, TraceState first) {
        FencedLockSystem system = new FencedLockSystem();
        system.lock = lock.get();
        return system;
      }
    };
  }

  @Test
  void the_lock_does_what_its_specification_says() {
    Exploration found = explore(new FencedLockSystem.Factory());
    assertThat(found.divergence()).isEmpty();
    assertThat(found.conforms()).isTrue();
    assertThat(found.performed()).isEqualTo(found.tlc().stats().transitions() + found.excluded());
    assertThat(found.excluded()).as("acquiring beyond the last token of the model").isPositive();
    assertThat(found.coverage().counts()).containsOnlyKeys("Acquire", "Expire", "Release", "Write");
    assertThat(found.coverage().refusals().counts()).containsOnlyKeys("Acquire", "Release", "Write");
  }

  @Test
  void a_lock_that_lets_itself_be_taken_is_caught_though_it_follows_every_step() throws IOException {
    Exploration found = explore(variant(Stealable::new));
    assertThat(found.divergence()).get().satisfies(divergence -> {
      assertThat(divergence.check()).isEqualTo(Check.REFUSAL);
      assertThat(divergence.text("")).contains("production did what the spec forbids in this state");
    });
    assertThat(Files.readString(PAGE)).contains(found.divergence().orElseThrow().text(""));
  }

  private static final class Stealable extends FencedLock {
    @Override
    boolean acquire(String client) {
      expire();
      return super.acquire(client);
    }

    @Override
    FencedLock copy() {
      return copyTo(new Stealable());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FencedLock.tla", "FencedLock.cfg", "FencedLock.java", "FencedLockSystem.java"})
  void the_page_shows_the_files_as_they_are(String name) throws IOException {
    Path file = name.endsWith(".java")
        ? Path.of("src/test/java/dev/rollcall/conformance/adopting", name) : SPEC.resolve(name);
    String text = Files.readString(file);
    String shown = name.endsWith(".java") ? text.substring(text.indexOf("/** ")) : text;
    assertThat(Files.readString(PAGE)).contains("\n" + shown + "```\n");
  }
}
