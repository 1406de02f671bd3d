package dev.rollcall.conformance.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.explore.Divergence;
import dev.rollcall.conformance.explore.Door;
import dev.rollcall.conformance.explore.Door.Flaw;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.trace.TraceHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a replay of every edge notices, and what not. */
class DumpReplayTest {
  private static final Path SPECS = Path.of("src/test/resources");
  private static final TlcRun RUN =
      TlcRun.of(SPECS.resolve("door"), "Door", SPECS.resolve("door/Small.cfg")).withWorkers(1);
  private static final TraceHeader HEADER = TraceHeader.of("Door", "Small", "", List.of());

  private static DumpReplay.Result replay(Flaw... flaws) throws IOException {
    return DumpAndReplay.run(RUN, HEADER, Door.factory(flaws)).replay().orElseThrow();
  }

  @Test
  void every_edge_is_replayed_and_counted() throws IOException {
    DumpAndReplay.Result done = DumpAndReplay.run(RUN, HEADER, Door.factory());
    assertThat(done.conforms()).isTrue();
    assertThat(done.replay().orElseThrow().replayed()).isEqualTo(24).isEqualTo(done.tlc().stats().transitions());
    assertThat(done.dumpBytes()).isBetween(1_000L, 10_000L);
  }

  @ParameterizedTest
  @CsvSource({"TOO_STRICT, REFUSED, 7", "STUCK, STATE_DIFFERS, 2", "UNFAIR, INVARIANT_VIOLATED, 3",
      "THROWS, CRASHED, 4", "TIRED, REFUSED, 7"})
  void a_step_that_goes_another_way_is_noticed_on_a_shortest_way(Flaw flaw, Kind kind, int steps) throws IOException {
    DumpReplay.Result result = replay(flaw);
    Divergence divergence = result.divergence().orElseThrow();
    assertThat(divergence.diverged().kind()).isEqualTo(kind);
    assertThat(divergence.trace().steps()).isEqualTo(steps);
    assertThat(divergence.text("")).startsWith("DIVERGED  at step " + steps);
    assertThat(result.replayed()).isLessThan(24);
  }

  @ParameterizedTest
  @EnumSource(value = Flaw.class,
      names = {"NO_FREE", "NO_LIMIT", "NO_HOLDER", "COUNTS_RELEASES", "APPLIES_TWICE", "TORN"})
  void what_a_dump_does_not_say_is_not_noticed(Flaw flaw) throws IOException {
    assertThat(replay(flaw).divergence()).isEmpty();
  }

  @Test
  void a_model_that_does_not_pass_is_not_replayed() throws IOException {
    TlcRun broken =
        TlcRun.of(SPECS.resolve("tlc"), "Lock", SPECS.resolve("tlc/LockInvariantViolated.cfg")).withWorkers(1);
    DumpAndReplay.Result done = DumpAndReplay.run(broken, HEADER, Door.factory());
    assertThat(done.replay()).isEmpty();
    assertThat(done.conforms()).isFalse();
  }

  @Test
  void a_model_with_symmetry_cannot_be_replayed_from_a_dump() {
    Path specs = SPECS.resolve("tlc");
    assertThat(DumpAndReplay.isPossible(TlcRun.of(specs, "Lock", specs.resolve("LockPasses.cfg")))).isTrue();
    assertThat(DumpAndReplay.isPossible(TlcRun.of(specs, "Lock", specs.resolve("LockSymmetric.cfg")))).isFalse();
  }
}
