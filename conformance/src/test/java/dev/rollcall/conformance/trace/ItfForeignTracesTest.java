package dev.rollcall.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ItfForeignTracesTest {

  @Test
  void a_trace_as_apalache_writes_it_is_read() {
    Trace trace =
        ItfRoundTripTest.read(
            """
            {
              "#meta": {
                "format": "ITF",
                "format-description": "https://apalache.informal.systems/docs/adr/015adr-trace.html",
                "varTypes": {"boat": "Str", "side": "Str -> Set(PERSON)"},
                "source": "MC_Boat.tla"
              },
              "params": ["N"],
              "vars": ["side", "boat"],
              "states": [
                {"#meta": {"index": 0}, "N": 3, "boat": "E",
                 "side": {"#map": [["E", {"#set": ["c1_OF_PERSON"]}], ["W", {"#set": []}]]}},
                {"#meta": {"index": {"#bigint": "1"}}, "N": 3, "boat": "W",
                 "side": {"#map": [["E", {"#set": []}], ["W", {"#set": ["c1_OF_PERSON"]}]]}}
              ],
              "loop": 0
            }
            """);
    assertThat(trace.header().source()).isEqualTo("MC_Boat.tla");
    assertThat(trace.header().vars()).containsExactly("side", "boat");
    assertThat(trace.header().constants()).isEqualTo(Map.of("N", Value.of(3)));
    assertThat(trace.states().get(0).action()).isEqualTo("Init");
    assertThat(trace.states().get(1).hasAction()).isFalse();
    assertThat(trace.states().get(1).vars()).containsOnlyKeys("side", "boat");
    assertThat(trace.states().get(1).vars().get("side"))
        .hasToString("(E :> {} @@ W :> {c1_OF_PERSON})");
  }

  @Test
  void a_trace_as_quint_writes_it_is_read() {
    Trace trace =
        ItfRoundTripTest.read(
            """
            {"#meta":{"format":"ITF","source":"sum.qnt","status":"ok","timestamp":1701944461444},
             "vars":["value"],
             "states":[
              {"#meta":{"index":0},"value":{"tag":"None","value":{"#tup":[]}}},
              {"#meta":{"index":1},"value":{"tag":"Some","value":{"#bigint":"40"}}}]}
            """);
    assertThat(trace.header().notes())
        .isEqualTo(Map.of("status", "ok", "timestamp", "1701944461444"));
    assertThat(trace.states().get(1).vars().get("value"))
        .isEqualTo(Value.recOf(Map.of("tag", Value.of("Some"), "value", Value.of(40))));
  }

  @Test
  void meta_may_be_missing_and_vars_may_come_last() {
    Trace trace =
        ItfRoundTripTest.read(
            """
            {"description": {"any": ["thing"]},
             "states": [{"b": 1, "a": 2}, {"a": 3, "b": 4}],
             "vars": ["a", "b"], "#meta": {}}
            """);
    assertThat(trace.header().vars()).containsExactly("b", "a");
    assertThat(trace.steps()).isEqualTo(1);
  }

  @Test
  void a_null_action_is_one_not_recorded() {
    Trace trace =
        ItfRoundTripTest.read(
            """
            {"vars": ["a"], "states": [
              {"a": 1},
              {"#meta": {"action": null, "params": null, "lucky": 7}, "a": 1}]}
            """);
    assertThat(trace.states().get(1).hasAction()).isFalse();
  }
}
