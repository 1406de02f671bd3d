package dev.rollcall.conformance.trace;

import com.fasterxml.jackson.core.JsonToken;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a state's {@code #meta} says: the step that led there, and the steps the spec enables from there.
 * Not thread-safe.
 */
final class ItfStep {
  private static final List<String> KNOWN = List.of("index", "action", "params", "enabled");

  private final ItfInput in;
  private final ItfValues values;
  private final int position;
  private String action;
  private Map<String, Value> params = Map.of();
  private Optional<SortedSet<String>> enabled = Optional.empty();

  /** What holds of the state at this position if it has no {@code #meta}. */
  ItfStep(ItfInput in, ItfValues values, int position) {
    this.in = in;
    this.values = values;
    this.position = position;
    this.action = position == 0 ? TraceState.INIT : TraceState.NO_ACTION;
  }

  TraceState state(Map<String, Value> vars) {
    return new TraceState(position, action, params, vars, enabled);
  }

  /** Reads the {@code #meta} that starts at the next token. */
  void read() {
    in.inside("#meta");
    in.next();
    in.expect(JsonToken.START_OBJECT, "#meta as an object");
    Set<String> seen = new HashSet<>();
    while (in.next() != JsonToken.END_OBJECT) {
      String key = in.text();
      if (KNOWN.contains(key) && !seen.add(key)) {
        throw in.fail("\"" + key + "\" is twice in #meta", "Remove one of them");
      }
      JsonToken token = in.next();
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (key) {
        case "index" -> readIndex();
        case "action" -> {
          in.expect(JsonToken.VALUE_STRING, "the action's name as a string");
          action = in.text();
        }
        case "params" -> params = readParams();
        case "enabled" -> enabled = Optional.of(readEnabled());
        default -> in.skip();
      }
    }
  }

  private void readIndex() {
    Value index = values.read();
    if (!(index instanceof Value.Int number)
        || !number.value().equals(BigInteger.valueOf(position))) {
      throw in.fail(
          "expected #meta.index " + position + ", found " + index,
          "States count up from 0: check whether some are missing or out of order");
    }
  }

  private Map<String, Value> readParams() {
    in.expect(JsonToken.START_OBJECT, "params as an object from names to values");
    Map<String, Value> read = new LinkedHashMap<>();
    while (in.next() != JsonToken.END_OBJECT) {
      String name = in.text();
      if (read.containsKey(name)) {
        throw in.fail("the parameter \"" + name + "\" is given twice", "Remove one of them");
      }
      in.next();
      read.put(name, values.read());
    }
    return read;
  }

  private SortedSet<String> readEnabled() {
    in.expect(JsonToken.START_ARRAY, "the enabled steps as an array");
    SortedSet<String> steps = new TreeSet<>();
    while (in.next() != JsonToken.END_ARRAY) {
      in.countValue();
      if (steps.size() == in.limits().elements()) {
        throw in.tooMuch("more than " + steps.size() + " enabled steps", "elements");
      }
      in.expect(JsonToken.VALUE_STRING, "an enabled step as a string");
      String step = in.text();
      if (!steps.add(step)) {
        throw in.fail("the enabled step \"" + step + "\" is listed twice", "Remove one of them");
      }
    }
    return steps;
  }
}
