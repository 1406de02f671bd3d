package dev.rollcall.conformance.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceSource;
import dev.rollcall.conformance.trace.TraceState;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplaySuiteTest {

  private static ReplaySuite.Summary run(
      int threads, boolean stop, Iterable<TraceSource> traces, List<String> heard)
      throws Exception {
    var replayer = new Replayer(ToyLock.factory(ToyLock.Fault.UNFAIR));
    return new ReplaySuite(replayer, new ReplaySuite.Options(threads, stop))
        .run(
            traces,
            (done, steps, failures) -> heard.add(done + "/" + steps + "/" + failures));
  }

  /** Every third trace has two waiters, which the unfair lock serves in the wrong order. */
  private static List<TraceSource> traces(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                i % 3 == 2
                    ? ToyLock.handOver().source("t" + i)
                    : ToyLock.trace("Ask bob", "Grant").source("t" + i))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void all_traces_are_replayed_and_failures_come_in_order(int threads) throws Exception {
    List<String> heard = new ArrayList<>();
    var summary = run(threads, false, traces(100), heard);
    assertThat(summary.passed()).isFalse();
    assertThat(summary.traces()).isEqualTo(100);
    assertThat(summary.steps()).isEqualTo(67 * 2 + 33 * 2);
    assertThat(summary.coverage().counts()).isEqualTo(Map.of("Ask", 133L, "Grant", 67L));
    assertThat(summary.failures()).hasSize(33);
    assertThat(summary.failures().get(1).trace().name()).isEqualTo("t5");
    assertThat(heard).hasSize(100).startsWith("1/2/0", "2/4/0", "3/6/1").endsWith("100/200/33");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void it_stops_at_the_first_failure_if_told_to(int threads) throws Exception {
    var summary = run(threads, true, traces(100), new ArrayList<>());
    assertThat(summary.traces()).isEqualTo(3);
    assertThat(summary.failures()).hasSize(1);
    assertThat(summary.failures().get(0).trace().name()).isEqualTo("t2");
  }

  @Test
  void refusals_of_what_the_spec_forbids_are_summed_up() throws Exception {
    List<TraceSource> traces = List.of(
        ToyLock.withEnabled(ToyLock.trace("Ask bob", "Grant")).source("a"),
        ToyLock.withEnabled(ToyLock.trace("Ask bob")).source("b"),
        ToyLock.trace("Ask bob").source("does not say what is enabled"));
    var summary = run(2, false, traces, new ArrayList<>());
    assertThat(summary.passed()).isTrue();
    // Init: Grant, Release; Ask: Ask again, Release; Grant: Grant again.
    assertThat(summary.refusals()).isEqualTo(5 + 4);
    var counts = summary.coverage().refusals().counts();
    assertThat(counts.keySet()).containsExactly("Ask", "Grant", "Release");
    assertThat(counts.get("Release")).isEqualTo(Map.of("nobody holds the lock", 4L));
    assertThat(counts.get("Grant")).isEqualTo(Map.of(
        "the lock is held by none, waiting are []", 2L,
        "the lock is held by bob, waiting are []", 1L));
  }

  @Test
  void no_trace_at_all_is_an_error() {
    assertThatThrownBy(() -> run(1, false, List.of(), new ArrayList<>()))
        .isInstanceOf(EmptySuiteException.class)
        .hasMessageContaining("no traces");
  }

  @Test
  void a_missing_file_is_an_error() {
    var missing = List.of(TraceSource.file(Path.of("no-such.itf.json")));
    assertThatThrownBy(() -> run(2, false, missing, new ArrayList<>()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void a_trace_that_does_not_fit_the_adapter_is_an_error() {
    Trace lock = ToyLock.trace("Ask bob");
    var steal = new TraceState(1, "Steal", Map.of(), Map.of());
    Trace trace = new Trace(lock.header(), List.of(lock.states().get(0), steal));
    assertThatThrownBy(() -> run(2, false, List.of(trace.source("t")), new ArrayList<>()))
        .isInstanceOf(UnknownActionException.class);
  }
}
