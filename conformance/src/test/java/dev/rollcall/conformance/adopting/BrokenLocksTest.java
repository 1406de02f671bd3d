package dev.rollcall.conformance.adopting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.adopt.AnnotatedSystem;
import dev.rollcall.conformance.adopt.BadAdapterException;
import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.explore.Divergence;
import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.explore.Exploration;
import dev.rollcall.conformance.explore.ExploreOptions;
import dev.rollcall.conformance.explore.Explorer;
import dev.rollcall.conformance.model.SpecTraces;
import dev.rollcall.conformance.replay.ActionCoverage;
import dev.rollcall.conformance.replay.ReplayResult;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.replay.Replayer;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What exploration and replay say of a lock that is not as specified, and that docs/adopting.md shows it all. */
class BrokenLocksTest {
  private static final Path SPEC = Path.of("src/test/resources/adopting");
  private static final Path PAGE = Path.of("../docs/adopting.md");

  private static ExplorableSystem.Factory factory(Supplier<FencedLock> lock) {
    return AnnotatedSystem.of(FencedLockSpec.class, lock);
  }

  private static Exploration explore(Supplier<FencedLock> lock) {
    TlcRun run = TlcRun.of(SPEC, "FencedLock", SPEC.resolve("FencedLock.cfg")).withWorkers(1);
    return Explorer.run(run, SpecTraces.header(run), factory(lock), ExploreOptions.ALL);
  }

  private static ReplayResult replay(Supplier<FencedLock> lock, Trace trace) {
    return new Replayer(factory(lock)).replay(trace.stream("stolen"), new ActionCoverage());
  }

  private static String words(Divergence found) {
    return found.text("").replaceAll("\\s+", " ");
  }

  @Test
  void the_lock_as_it_is_takes_every_step_and_refuses_every_other() {
    Exploration found = explore(FencedLock::new);
    assertThat(found.divergence()).isEmpty();
    assertThat(found.conforms()).isTrue();
    assertThat(found.performed()).isEqualTo(found.tlc().stats().transitions() + found.excluded());
    assertThat(found.excluded()).as("acquiring beyond the last token of the model").isPositive();
    assertThat(found.coverage().counts()).containsOnlyKeys("Acquire", "Expire", "Release", "Write");
    assertThat(found.coverage().refusals().counts()).containsOnlyKeys("Acquire", "Release", "Write");
    assertThat(found.coverage().refusals().counts().get("Acquire")).containsOnlyKeys("it is taken");
  }

  @Test
  void a_lock_that_lets_itself_be_taken_is_caught_though_it_follows_every_step() throws IOException {
    Divergence found = explore(Stealable::new).divergence().orElseThrow();
    assertThat(found.check()).isEqualTo(Check.REFUSAL);
    assertThat(found.diverged().kind()).isEqualTo(Kind.PERFORMED_THOUGH_DISABLED);
    assertThat(found.text("")).contains("trying Acquire(c = a): production did what the spec forbids in this state");
    assertThat(Files.readString(PAGE)).contains(found.text(""));
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

  @Test
  void a_write_without_the_fence_is_caught_where_an_old_token_comes_late() {
    Divergence found = explore(Unfenced::new).divergence().orElseThrow();
    assertThat(found.check()).isEqualTo(Check.REFUSAL);
    assertThat(found.diverged().kind()).isEqualTo(Kind.PERFORMED_THOUGH_DISABLED);
    assertThat(words(found)).contains(
        "trying Write(c = a): production did what the spec forbids in this state", "written 2 1");
  }

  private static final class Unfenced extends FencedLock {
    private long last;

    @Override
    boolean write(String client) {
      if (held(client) == 0) {
        return false;
      }
      last = held(client);
      return true;
    }

    @Override
    long written() {
      return last;
    }

    @Override
    FencedLock copy() {
      Unfenced copy = new Unfenced();
      copy.last = last;
      return copyTo(copy);
    }
  }

  @Test
  void a_lock_that_remembers_who_released_it_is_caught_though_it_does_not_show() {
    Divergence found = explore(Nostalgic::new).divergence().orElseThrow();
    assertThat(found.check()).isEqualTo(Check.HIDDEN_STATE);
    assertThat(found.diverged().kind()).isEqualTo(Kind.HIDDEN_STATE_DIFFERS);
    assertThat(words(found)).contains(
        "production reaches the spec's state, but remembers something else than on another way to it",
        "the first time: Nostalgic(released = a, holder = null, token = 1, written = 0, held = {})");
  }

  private static final class Nostalgic extends FencedLock {
    private String released;

    @Override
    boolean release(String client) {
      boolean done = super.release(client);
      released = done ? client : released;
      return done;
    }

    @Override
    FencedLock copy() {
      Nostalgic copy = new Nostalgic();
      copy.released = released;
      return copyTo(copy);
    }
  }

  @Test
  void a_lock_that_counts_refusals_is_caught_changing_though_it_refuses() {
    Divergence found = explore(Counting::new).divergence().orElseThrow();
    assertThat(found.diverged().kind()).isEqualTo(Kind.CHANGED_THOUGH_REFUSED);
    assertThat(words(found)).contains("production refuses what the spec forbids in this state, but changes something");
  }

  private static final class Counting extends FencedLock {
    private int refused;

    @Override
    boolean acquire(String client) {
      boolean done = super.acquire(client);
      refused += done ? 0 : 1;
      return done;
    }

    @Override
    FencedLock copy() {
      Counting copy = new Counting();
      copy.refused = refused;
      return copyTo(copy);
    }
  }

  @Test
  void tokens_that_are_given_twice_are_caught_by_variable_and_invariant() {
    Divergence found = explore(Stuttering::new).divergence().orElseThrow();
    assertThat(found.check()).isEqualTo(Check.TRANSITION);
    assertThat(found.diverged().kind()).isEqualTo(Kind.STATE_DIFFERS);
    assertThat(words(found)).contains("held.b 2 1", "TokensAreUnique: it does not hold, for c = a, d = b");
  }

  private static final class Stuttering extends FencedLock {
    @Override
    long held(String client) {
      return client.equals("b") ? Math.min(1, super.held(client)) : super.held(client);
    }

    @Override
    FencedLock copy() {
      return copyTo(new Stuttering());
    }
  }

  @Test
  void a_lock_that_copies_only_half_of_itself_is_no_finding_but_a_fault_of_the_adapter() {
    assertThatThrownBy(() -> explore(HalfCopied::new)).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("HalfCopied was HalfCopied(").hasMessageContaining("Let it be of the same class");
  }

  private static final class HalfCopied extends FencedLock {}

  @Test
  void a_trace_shows_the_same_on_the_broken_lock_and_nothing_on_the_right_one() {
    Divergence found = explore(Stealable::new).divergence().orElseThrow();
    assertThat(replay(Stealable::new, found.trace()))
        .isInstanceOfSatisfying(ReplayResult.Diverged.class, diverged -> {
          assertThat(diverged.kind()).isEqualTo(Kind.PERFORMED_THOUGH_DISABLED);
          assertThat(diverged.tried()).isEqualTo(found.diverged().tried());
        });
    assertThat(replay(FencedLock::new, found.trace())).isEqualTo(new ReplayResult.Conforms(1, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "FencedLock.tla", "FencedLock.cfg", "FencedLock.java", "FencedLockSpec.java", "FencedLockTest.java"})
  void the_page_shows_the_files_as_they_are(String name) throws IOException {
    Path file = name.endsWith(".java")
        ? Path.of("src/test/java/dev/rollcall/conformance/adopting", name) : SPEC.resolve(name);
    String text = Files.readString(file);
    String shown = name.endsWith(".java") ? text.substring(text.indexOf("/** ")) : text;
    assertThat(Files.readString(PAGE)).contains("\n" + shown + "```\n");
  }
}
