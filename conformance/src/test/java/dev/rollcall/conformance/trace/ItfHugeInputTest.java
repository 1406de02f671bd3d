package dev.rollcall.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItfHugeInputTest {
  private static final String STATE = "{\"vars\":[\"v\"],\"states\":[{\"v\":";

  /** A head, and after it the same text without end, or a number of times and then a tail. */
  private static final class Repeated extends Reader {
    private final String head;
    private final String body;
    private final String tail;
    private final long bodyEnd;
    private long position;

    Repeated(String head, String body, long times, String tail) {
      this.head = head;
      this.body = body;
      this.tail = tail;
      this.bodyEnd = times == Long.MAX_VALUE ? times : head.length() + times * body.length();
    }

    static Repeated endless(String head, String body) {
      return new Repeated(head, body, Long.MAX_VALUE, "");
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
      for (int i = 0; i < length; i++) {
        int next = next();
        if (next < 0) {
          return i == 0 ? -1 : i;
        }
        buffer[offset + i] = (char) next;
        position++;
      }
      return length;
    }

    private int next() {
      if (position < head.length()) {
        return head.charAt((int) position);
      } else if (position < bodyEnd) {
        return body.charAt((int) ((position - head.length()) % body.length()));
      }
      int inTail = (int) (position - bodyEnd);
      return inTail < tail.length() ? tail.charAt(inTail) : -1;
    }

    @Override
    public void close() {}
  }

  private static void readAll(Reader input) {
    try (ItfReader reader = ItfReader.open("huge.itf.json", input, ItfLimits.DEFAULT)) {
      while (reader.hasNext()) {
        reader.next();
      }
    }
  }

  /** Single quotes stand for double ones, {@code ~} for a comma. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "nested arrays, [, variable v",
        "nested sets, {'#set':[, variable v",
        "nested functions, {'#map':[[, variable v",
        "nested records, {'a':, variable v",
        "a text, 'x, variable v",
        "a name, {'x, variable v",
        "digits, 1, state 0",
        "digits of bigint, {'#bigint':'1, variable v",
        "elements, [| 1~, elements",
        "elements of a set, {'#set':[| 1~, elements",
        "elements as large as allowed, [| ['a'~'a'~'a'~'a'~'a'~'a'~'a']~, valuesPerState",
      })
  void a_value_without_end_is_an_error(String what, String start, String expected) {
    String[] parts = start.replace('\'', '"').replace('~', ',').split("\\|");
    String head = parts.length == 1 ? STATE : STATE + parts[0];
    String body = parts[parts.length - 1];
    if (what.startsWith("a ") || what.startsWith("digits of")) {
      head += body.substring(0, body.length() - 1);
      body = body.substring(body.length() - 1);
    }
    Reader input = Repeated.endless(head, body);
    assertThatThrownBy(() -> readAll(input))
        .isInstanceOf(TraceFormatException.class)
        .hasMessageStartingWith("huge.itf.json:1:")
        .hasMessageContaining("state 0")
        .hasMessageContaining(expected)
        .hasMessageContaining("ItfLimits");
  }

  @Test
  void enabled_steps_without_end_are_an_error() {
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i <= ItfLimits.DEFAULT.elements(); i++) {
      steps.append("\"").append(i).append("\",");
    }
    String head = "{\"states\":[{\"#meta\":{\"enabled\":[" + steps;
    assertThatThrownBy(() -> readAll(Repeated.endless(head, "\"x\",")))
        .isInstanceOf(TraceFormatException.class)
        .hasMessageContaining("more than 100000 enabled steps")
        .hasMessageContaining("ItfLimits");
  }

  @Test
  void text_in_one_state_is_bounded_as_a_whole() {
    String element = '"' + "x".repeat(90_000) + "\",";
    assertThatThrownBy(() -> readAll(Repeated.endless(STATE + "[", element)))
        .isInstanceOf(TraceFormatException.class)
        .hasMessageContaining("charsPerState");
  }

  @Test
  void a_header_without_end_is_an_error() {
    for (String head : new String[] {"{\"vars\":[", "{\"#meta\":{\"a\":", "{\"#meta\":\"x"}) {
      String body = head.endsWith("x") ? "x" : head.endsWith(":") ? "[" : "\"x\",";
      assertThatThrownBy(() -> readAll(Repeated.endless(head, body)))
          .isInstanceOf(TraceFormatException.class);
    }
  }

  @Test
  void parameters_without_end_are_an_error() {
    String head = "{\"vars\":[\"v\"],\"states\":[{\"#meta\":{\"params\":{\"p\":[";
    assertThatThrownBy(() -> readAll(Repeated.endless(head, "1,")))
        .isInstanceOf(TraceFormatException.class)
        .hasMessageContaining("state 0, #meta");
  }

  @Test
  void entries_that_are_skipped_may_be_of_any_length() {
    String head = "{\"other\":[";
    String tail = "0],\"vars\":[\"v\"],\"states\":[{\"v\":1}]}";
    readAll(new Repeated(head, "[\"skipped\", 1.5],", 1_000_000, tail));
  }

  /** Reads more states than its heap holds; see the test. */
  static final class Main {
    private static final String STATE_AFTER = ",{\"v\":{\"field\":\"" + "x".repeat(200) + "\"}}";
    private static final long STATES = 300_000;

    private Main() {}

    public static void main(String[] args) {
      Reader input = new Repeated(STATE + "1}", STATE_AFTER, STATES, "]}");
      try (ItfReader reader = ItfReader.open("huge", input, ItfLimits.DEFAULT)) {
        long seen = 0;
        while (reader.hasNext()) {
          reader.next();
          seen++;
        }
        System.out.println(seen + " states");
      }
    }
  }

  /** The input is over 60 MB, so a reader that kept its states would run out of memory. */
  @Test
  void any_number_of_states_streams_in_memory_that_does_not_grow() throws Exception {
    Process reader = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx24m", "-XX:+UseSerialGC",
        "-cp", System.getProperty("java.class.path"), Main.class.getName()).redirectErrorStream(true).start();
    assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("300001 states");
    assertThat(reader.waitFor()).isZero();
  }
}
