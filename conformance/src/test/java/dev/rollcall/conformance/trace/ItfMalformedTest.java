package dev.rollcall.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ItfMalformedTest {
  private static final String FIRST = "{'vars': ['v', 'w'], 'states': [\n{'v': 1, 'w': 2},\n";

  /** What is wrong, the input with single quotes, the place, and words of the message. */
  static Stream<Arguments> inputs() {
    return Stream.of(
        arguments("an empty file", "", "1:1", "the file is empty"),
        arguments("no trace", "[1]", "1:1", "expected a trace"),
        arguments("no JSON", "{'vars': oops}", "1:14", "not JSON"),
        arguments("no states", "{'vars': ['v']}", "1:15", "there is no \"states\""),
        arguments("empty states", "{'vars': ['v'], 'states': []}", "1:28", "\"states\" is empty"),
        arguments("no variables", "{'vars': [], 'states': [{}]}", "1:24", "no variables"),
        arguments("variable names", "{'vars': [1]}", "1:11: vars", "a name as a string, found 1"),
        arguments("declared twice", "{'vars': ['v', 'v']}", "1:16: vars", "declared twice"),
        arguments("vars twice", "{'vars': ['v'], 'vars': ['v']}", "1:17", "\"vars\" is twice"),
        arguments("meta", "{'#meta': 3}", "1:11: #meta", "#meta as an object, found 3"),
        arguments("shape of states", "{'states': {}}", "1:12", "the states as an array"),
        arguments("truncated", FIRST + "{'v': 1,", "3:9: state 1, variable v", "truncated"),
        arguments("truncated text", FIRST + "{'v': 'ab", "3:10: state 1, variable v", "truncated"),
        arguments("truncated end", FIRST.replace("},", "}]"), "3:1", "truncated"),
        arguments("no state", FIRST + "7]}", "3:1: state 1", "a state as an object, found 7"),
        arguments("missing", FIRST + "{'v': 1}]}", "3:8: state 1, variable w", "does not set"),
        arguments("undeclared", FIRST + "{'x': 1}]}", "3:2: state 1, variable x", "not declared"),
        arguments(
            "duplicate", FIRST + "{'v': 1, 'v': 1}]}", "3:10: state 1, variable v", "set twice"),
        arguments(
            "unknown tag",
            FIRST + "{'v': {'#bag': []}}]}",
            "3:8: state 1, variable v",
            "unknown tag \"#bag\""),
        arguments(
            "unserializable",
            FIRST + "{'v': {'#unserializable': 'Int'}}]}",
            "3:8: state 1, variable v",
            "bound the spec's types"),
        arguments(
            "fraction", FIRST + "{'v': 1.5}]}", "3:7: state 1, variable v", "the fraction 1.5"),
        arguments("null", FIRST + "{'v': null}]}", "3:7: state 1, variable v", "found null"),
        arguments(
            "bigint",
            FIRST + "{'v': {'#bigint': '1x'}}]}",
            "3:19: state 1, variable v",
            "decimal digits in #bigint, with a leading - if negative, found \"1x\""),
        arguments(
            "set", FIRST + "{'v': {'#set': 1}}]}", "3:16: state 1, variable v", "elements of #set"),
        arguments(
            "map", FIRST + "{'v': {'#map': [1]}}]}", "3:17: state 1, variable v", "pair of #map"),
        arguments(
            "long pair",
            FIRST + "{'v': {'#map': [[1, 2, 3]]}}]}",
            "3:24: state 1, variable v",
            "the end of a [key, value] pair, found 3"),
        arguments(
            "map key",
            FIRST + "{'v': {'#map': [[1, 2], [1, 3]]}}]}",
            "3:29: state 1, variable v",
            "the key 1 is twice"),
        arguments(
            "tag with field",
            FIRST + "{'v': {'#set': [], 'a': 1}}]}",
            "3:20: state 1, variable v",
            "\"#set\" stands alone"),
        arguments(
            "field with tag",
            FIRST + "{'v': {'a': 1, '#set': []}}]}",
            "3:16: state 1, variable v",
            "stands among record fields"),
        arguments(
            "record field",
            FIRST + "{'v': {'a': 1, 'a': 2}}]}",
            "3:16: state 1, variable v",
            "the field \"a\" is twice"),
        arguments(
            "index",
            FIRST + "{'#meta': {'index': 5}, 'v': 1}]}",
            "3:21: state 1, #meta",
            "expected #meta.index 1, found 5"),
        arguments(
            "action",
            FIRST + "{'#meta': {'action': 5}, 'v': 1}]}",
            "3:22: state 1, #meta",
            "the action's name as a string, found 5"),
        arguments(
            "params",
            FIRST + "{'#meta': {'params': []}, 'v': 1}]}",
            "3:22: state 1, #meta",
            "params as an object"),
        arguments(
            "enabled",
            FIRST + "{'#meta': {'enabled': 'Grant'}, 'v': 1}]}",
            "3:23: state 1, #meta",
            "the enabled steps as an array, found \"Grant\""),
        arguments(
            "enabled step",
            FIRST + "{'#meta': {'enabled': [3]}, 'v': 1}]}",
            "3:24: state 1, #meta",
            "an enabled step as a string, found 3"),
        arguments(
            "enabled twice",
            FIRST + "{'#meta': {'enabled': ['A', 'A']}, 'v': 1}]}",
            "3:29: state 1, #meta",
            "the enabled step \"A\" is listed twice"),
        arguments(
            "trailing", FIRST.replace("},", "}]}") + "{", "3:1", "follows the end of the trace"),
        arguments(
            "late vars",
            "{'states': [{'v': 1}], 'vars': ['w']}",
            "1:36",
            "\"vars\" and the states disagree about w, v"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void malformed_input_is_refused_naming_place_and_problem(
      String name, String input, String place, String problem) {
    assertThatThrownBy(() -> ItfRoundTripTest.read(input.replace('\'', '"')))
        .isInstanceOf(TraceFormatException.class)
        .hasMessageStartingWith("test.itf.json:" + place + ": ")
        .hasMessageContaining(problem)
        // A problem, and after it what to do.
        .hasMessageMatching("(?s).+\\. [A-Z].+");
  }

  @Test
  void the_place_can_be_asked_for() {
    var e =
        catchThrowableOfType(
            TraceFormatException.class,
            () -> ItfRoundTripTest.read(FIRST.replace('\'', '"') + "{\"v\": 1.5}]}"));
    assertThat(e.source()).isEqualTo("test.itf.json");
    assertThat(e.line()).isEqualTo(3);
    assertThat(e.column()).isEqualTo(7);
    assertThat(e.stateIndex()).isEqualTo(1);
    assertThat(e.variable()).isEqualTo("variable v");
  }

  @Test
  void text_that_is_not_utf_8_is_refused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("latin.itf.json");
    Files.write(
        file,
        "{\"vars\": [\"v\"], \"states\": [{\"v\": \"é\"}]}"
            .getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ItfReader.open(file))
        .isInstanceOf(TraceFormatException.class)
        .hasMessageContaining("latin.itf.json")
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void a_missing_file_is_an_error() {
    assertThatThrownBy(() -> ItfReader.open(Path.of("no-such.itf.json")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void a_malformed_state_does_not_hide_those_before_it() {
    String input = FIRST.replace('\'', '"') + "{\"v\": 1.5}]}";
    try (var reader =
        ItfReader.open("t", new java.io.StringReader(input), ItfLimits.DEFAULT)) {
      assertThat(reader.next().index()).isZero();
      assertThatThrownBy(reader::hasNext).isInstanceOf(TraceFormatException.class);
    }
  }
}
