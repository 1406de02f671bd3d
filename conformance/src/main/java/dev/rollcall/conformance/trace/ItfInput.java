package dev.rollcall.conformance.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;

/**
 * The JSON tokens of a trace, with limits enforced and every failure turned into a {@link
 * TraceFormatException} that knows the state and variable being read. Not thread-safe.
 */
final class ItfInput implements AutoCloseable {
  private static final String WRITE_AGAIN = "Write the trace again with the tool that produced it";
  private static final String RAISE = "If the trace is genuine, raise this limit in ItfLimits";

  private final String name;
  private final ItfLimits limits;
  private final JsonParser json;
  private int stateIndex = -1;
  private String inside = "";
  private int values;
  private long chars;

  ItfInput(String name, Reader reader, ItfLimits limits) {
    this.name = name;
    this.limits = limits;
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            // A function nests three JSON levels a value; above it stand states, #meta and params.
            .maxNestingDepth(3 * limits.depth() + 8)
            .maxStringLength(limits.textLength())
            .maxNameLength(limits.textLength())
            .maxNumberLength(limits.integerDigits())
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            // The table of names lives as long as the parser, so endless input could fill memory.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    try {
      json = factory.createParser(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ItfLimits limits() {
    return limits;
  }

  /** Counts from nothing again, for state {@code index}; -1 is the header. */
  void enterState(int index) {
    stateIndex = index;
    inside = "";
    values = 0;
    chars = 0;
  }

  /** Names the part being read in messages: "variable v", "#meta" or nothing. */
  void inside(String part) {
    inside = part;
  }

  /** Moves to the next token. */
  JsonToken next() {
    return read(json::nextToken, true);
  }

  /** Moves past the end of the document; null if nothing follows. */
  JsonToken end() {
    return read(json::nextToken, false);
  }

  JsonToken token() {
    return json.currentToken();
  }

  /** The current name, string or number as text, counted towards the state's size. */
  String text() {
    String text = read(json::getText, true);
    chars += text.length();
    if (chars > limits.charsPerState()) {
      throw tooMuch("more than " + limits.charsPerState() + " characters of text", "charsPerState");
    }
    return text;
  }

  BigInteger integer() {
    return read(json::getBigIntegerValue, true);
  }

  /** Skips the value that starts at the current token, of any size. */
  void skip() {
    read(json::skipChildren, true);
  }

  /** Counts one value towards the state's size. */
  void countValue() {
    if (++values > limits.valuesPerState()) {
      throw tooMuch("more than " + limits.valuesPerState() + " values", "valuesPerState");
    }
  }

  void expect(JsonToken wanted, String what) {
    if (token() != wanted) {
      throw wrong(what);
    }
  }

  /** "Expected this, found that" at the current token. */
  TraceFormatException wrong(String expected) {
    return fail("expected " + expected + ", found " + found(), WRITE_AGAIN);
  }

  TraceFormatException fail(String problem, String advice) {
    return fail(problem, advice, json.currentTokenLocation(), null);
  }

  TraceFormatException tooMuch(String found, String limit) {
    String place = stateIndex < 0 ? "the header" : "one state";
    return fail(place + " holds " + found, RAISE + " (" + limit + ")");
  }

  private String found() {
    JsonToken token = token();
    return token == null
        ? "the end of the file"
        : switch (token) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case END_OBJECT -> "the end of an object";
          case END_ARRAY -> "the end of an array";
          case FIELD_NAME -> "the name " + shown();
          case VALUE_NULL -> "null";
          default -> shown();
        };
  }

  private String shown() {
    String text = read(json::getText, true);
    String cut = text.length() <= 40 ? text : text.substring(0, 40) + "...";
    return token() == JsonToken.VALUE_STRING || token() == JsonToken.FIELD_NAME
        ? '"' + cut + '"'
        : cut;
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private <T> T read(Reading<T> reading, boolean more) {
    try {
      T result = reading.read();
      if (result == null && more) {
        throw truncated(null);
      }
      return result;
    } catch (JsonEOFException e) {
      throw truncated(e);
    } catch (StreamConstraintsException e) {
      throw fail("too large: " + e.getOriginalMessage(), RAISE, json.currentLocation(), e);
    } catch (JsonProcessingException e) {
      // Some ends of input are reported under the general type.
      if (e.getOriginalMessage().startsWith("Unexpected end-of-input")) {
        throw truncated(e);
      }
      throw fail("not JSON: " + e.getOriginalMessage(), WRITE_AGAIN, e.getLocation(), e);
    } catch (CharacterCodingException e) {
      throw fail("not UTF-8 text", WRITE_AGAIN, json.currentLocation(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read on in " + name, e);
    }
  }

  private TraceFormatException truncated(Throwable cause) {
    return fail(
        "truncated: the file ends before the trace does",
        "Copy the file again, or let the tool that writes it finish",
        json.currentLocation(),
        cause);
  }

  private TraceFormatException fail(
      String problem, String advice, JsonLocation at, Throwable cause) {
    JsonLocation known = at == null ? json.currentLocation() : at;
    int line = Math.max(1, known.getLineNr());
    int column = Math.max(1, known.getColumnNr());
    var place = new TraceFormatException.Place(name, line, column, stateIndex, inside);
    return new TraceFormatException(place, problem, advice, cause);
  }

  @Override
  public void close() {
    try {
      json.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + name, e);
    }
  }
}
