package dev.rollcall.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItfRoundTripTest {

  @Provide
  Arbitrary<Trace> traces() {
    return RandomTraces.traces();
  }

  @Provide
  Arbitrary<Value> values() {
    return RandomTraces.values(3);
  }

  static Trace read(String text) {
    try (ItfReader reader =
        ItfReader.open("test.itf.json", new StringReader(text), ItfLimits.DEFAULT)) {
      return Trace.read(reader, Integer.MAX_VALUE - 1);
    }
  }

  private static Trace single(Value value) {
    var state = new TraceState(0, TraceState.INIT, Map.of(), Map.of("v", value));
    return new Trace(TraceHeader.of("M", "", "", List.of("v")), List.of(state));
  }

  @Property(tries = 300)
  void a_trace_is_read_as_it_was_written(
      @ForAll("traces") Trace trace, @ForAll ItfWriter.Layout layout) {
    assertThat(read(ItfWriter.toString(trace, layout))).isEqualTo(trace);
  }

  @Property(tries = 300)
  void a_value_keeps_its_kind(@ForAll("values") Value value) {
    Value read = read(ItfWriter.toString(single(value), ItfWriter.Layout.COMPACT))
        .states().get(0).vars().get("v");
    assertThat(read).isEqualTo(value).hasToString(value.toString());
  }

  @Property(tries = 100)
  void writing_what_was_read_gives_the_same_bytes(@ForAll("traces") Trace trace) {
    String text = ItfWriter.toString(trace, ItfWriter.Layout.READABLE);
    assertThat(ItfWriter.toString(read(text), ItfWriter.Layout.READABLE)).isEqualTo(text);
  }

  static Trace sample() {
    var header =
        TraceHeader.of("Lock", "MCLock", "TLC", List.of("holder", "queue"))
            .withSeed("42")
            .withConstants(Map.of("Max", Value.of(2)));
    Value none = Value.of("none");
    return new Trace(
        header,
        List.of(
            new TraceState(
                0, "Init", Map.of(), Map.of("holder", none, "queue", Value.setOf())),
            new TraceState(
                1,
                "Ask",
                Map.of("c", Value.of("bob")),
                Map.of(
                    "holder", none, "queue", Value.funOf(Map.of(Value.of(1), Value.of("bob")))))));
  }

  @Test
  void the_readable_layout_has_one_line_for_each_variable() {
    assertThat(ItfWriter.toString(sample(), ItfWriter.Layout.READABLE))
        .isEqualTo(
            """
            {
              "#meta": {
                "format": "ITF",
                "format-description": "https://apalache-mc.org/docs/adr/015adr-trace.html",
                "module": "Lock",
                "model": "MCLock",
                "source": "TLC",
                "seed": "42"
              },
              "params": ["Max"],
              "vars": ["holder", "queue"],
              "states": [
                {
                  "#meta": {"index": 0, "action": "Init", "params": {}},
                  "holder": "none",
                  "queue": {"#set": []},
                  "Max": {"#bigint": "2"}
                },
                {
                  "#meta": {"index": 1, "action": "Ask", "params": {"c": "bob"}},
                  "holder": "none",
                  "queue": {"#map": [[{"#bigint": "1"}, "bob"]]}
                }
              ]
            }
            """);
  }

  @Test
  void enabled_steps_are_written_sorted_on_the_line_of_the_step() {
    TraceState state = sample().states().get(1).withEnabled(List.of("Grant", "Ask(c = carol)"));
    Trace trace = new Trace(sample().header(), List.of(sample().states().get(0), state));
    assertThat(ItfWriter.toString(trace, ItfWriter.Layout.READABLE))
        .contains("{\"index\": 0, \"action\": \"Init\", \"params\": {}},\n")
        .contains(
            "{\"index\": 1, \"action\": \"Ask\", \"params\": {\"c\": \"bob\"},"
                + " \"enabled\": [\"Ask(c = carol)\", \"Grant\"]},\n");
  }

  @Test
  void no_step_enabled_is_not_the_same_as_not_saying_which() {
    TraceState silent = sample().states().get(0);
    TraceState stuck = silent.withEnabled(List.of());
    Trace trace = new Trace(sample().header(), List.of(stuck));
    assertThat(stuck).isNotEqualTo(silent);
    assertThat(read(ItfWriter.toString(trace, ItfWriter.Layout.COMPACT))).isEqualTo(trace);
  }

  @Test
  void the_compact_layout_is_one_line() {
    assertThat(ItfWriter.toString(sample(), ItfWriter.Layout.COMPACT)).hasLineCount(1);
  }

  @Test
  void a_file_is_read_as_it_was_written(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sample" + ItfWriter.SUFFIX);
    ItfWriter.write(sample(), file, ItfWriter.Layout.READABLE);
    assertThat(ItfReader.readAll(file)).isEqualTo(sample());
  }

  @Test
  void a_state_that_does_not_set_the_declared_variables_is_not_written() {
    var state = new TraceState(0, "Init", Map.of(), Map.of("w", Value.of(1)));
    var trace = new Trace(TraceHeader.of("M", "", "", List.of("v")), List.of(state));
    assertThatThrownBy(() -> ItfWriter.toString(trace, ItfWriter.Layout.COMPACT))
        .hasMessageContaining("state 0 sets [w], declared are [v]");
  }
}
