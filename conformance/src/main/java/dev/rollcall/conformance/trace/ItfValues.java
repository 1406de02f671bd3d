package dev.rollcall.conformance.trace;

import com.fasterxml.jackson.core.JsonToken;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads single values from the tokens of an ITF file. Not thread-safe. */
final class ItfValues {
  private static final String AN_INTEGER = "an integer as {\"#bigint\": \"123\"}";

  private final ItfInput in;

  ItfValues(ItfInput in) {
    this.in = in;
  }

  /** The value that starts at the current token. */
  Value read() {
    return value(in.limits().depth());
  }

  private Value value(int depthLeft) {
    in.countValue();
    if (depthLeft == 0) {
      throw in.tooMuch("a value nested deeper than " + in.limits().depth(), "depth");
    }
    return switch (in.token()) {
      case VALUE_STRING -> Value.of(in.text());
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case VALUE_NUMBER_INT -> Value.of(in.integer());
      case START_ARRAY -> Value.seqOf(elements(depthLeft));
      case START_OBJECT -> object(depthLeft);
      case VALUE_NUMBER_FLOAT ->
          throw in.fail(
              "expected " + AN_INTEGER + ", found the fraction " + in.text(),
              "TLA+ traces have no fractions: fix the tool that wrote this number");
      default -> throw in.wrong("a value");
    };
  }

  private Value object(int depthLeft) {
    if (in.next() == JsonToken.END_OBJECT) {
      return Value.recOf(Map.of());
    }
    String first = in.text();
    if (!first.startsWith("#")) {
      return record(first, depthLeft);
    }
    Value value =
        switch (first) {
          case "#bigint" -> bigint();
          case "#set" -> Value.setOf(tagged(first, depthLeft));
          case "#tup" -> Value.seqOf(tagged(first, depthLeft));
          case "#map" -> map(depthLeft);
          default -> throw unknownTag(first);
        };
    if (in.next() != JsonToken.END_OBJECT) {
      throw in.wrong("the end of the object, since \"" + first + "\" stands alone");
    }
    return value;
  }

  private TraceFormatException unknownTag(String tag) {
    String problem = "expected #bigint, #set, #tup or #map, found the unknown tag \"" + tag + '"';
    return in.fail(
        problem,
        tag.equals("#unserializable")
            ? "The tool could not write this value: bound the spec's types so that it can"
            : "Record fields cannot begin with #; if a newer ITF has this tag, teach ItfValues");
  }

  private Value bigint() {
    if (in.next() == JsonToken.VALUE_NUMBER_INT) {
      return Value.of(in.integer());
    }
    in.expect(JsonToken.VALUE_STRING, "the digits of #bigint as a string");
    String digits = in.text();
    if (digits.length() > in.limits().integerDigits()) {
      throw in.tooMuch("an integer of " + digits.length() + " digits", "integerDigits");
    }
    if (!isInteger(digits)) {
      throw in.wrong("decimal digits in #bigint, with a leading - if negative");
    }
    return digits.length() <= 18
        ? Value.of(Long.parseLong(digits))
        : Value.of(new BigInteger(digits));
  }

  private static boolean isInteger(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    // Not Character.isDigit, which takes digits of other scripts.
    return text.length() > start
        && text.chars().skip(start).allMatch(digit -> digit >= '0' && digit <= '9');
  }

  private List<Value> tagged(String tag, int depthLeft) {
    in.next();
    in.expect(JsonToken.START_ARRAY, "the elements of " + tag + " as an array");
    return elements(depthLeft);
  }

  private List<Value> elements(int depthLeft) {
    List<Value> elements = new ArrayList<>();
    while (in.next() != JsonToken.END_ARRAY) {
      checkRoom(elements.size());
      elements.add(value(depthLeft - 1));
    }
    return elements;
  }

  private Value map(int depthLeft) {
    in.next();
    in.expect(JsonToken.START_ARRAY, "the entries of #map as an array of [key, value] pairs");
    Map<Value, Value> entries = new HashMap<>();
    while (in.next() != JsonToken.END_ARRAY) {
      checkRoom(entries.size());
      in.expect(JsonToken.START_ARRAY, "a [key, value] pair of #map");
      in.next();
      Value key = value(depthLeft - 1);
      in.next();
      Value previous = entries.put(key, value(depthLeft - 1));
      if (previous != null) {
        throw in.fail("the key " + key + " is twice in #map", "A function has one value a key");
      }
      if (in.next() != JsonToken.END_ARRAY) {
        throw in.wrong("the end of a [key, value] pair");
      }
    }
    return Value.funOf(entries);
  }

  private Value record(String firstField, int depthLeft) {
    Map<String, Value> fields = new HashMap<>();
    String field = firstField;
    while (true) {
      checkRoom(fields.size());
      if (field.startsWith("#")) {
        throw in.fail("\"" + field + "\" stands among record fields", "A tag stands alone");
      }
      if (fields.containsKey(field)) {
        throw in.fail("the field \"" + field + "\" is twice in a record", "Remove one of them");
      }
      in.next();
      fields.put(field, value(depthLeft - 1));
      if (in.next() == JsonToken.END_OBJECT) {
        return Value.recOf(fields);
      }
      field = in.text();
    }
  }

  private void checkRoom(int size) {
    if (size == in.limits().elements()) {
      throw in.tooMuch("a value of more than " + size + " elements", "elements");
    }
  }
}
