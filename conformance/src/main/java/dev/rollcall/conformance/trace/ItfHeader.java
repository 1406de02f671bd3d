package dev.rollcall.conformance.trace;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what stands before the states of an ITF file. Not thread-safe. */
final class ItfHeader {
  private static final String A_TRACE = "a trace: {\"vars\": [...], \"states\": [...]}";

  private final ItfInput in;
  private final Map<String, String> meta = new TreeMap<>();
  private List<String> vars;
  private List<String> constants = List.of();

  ItfHeader(ItfInput in) {
    this.in = in;
  }

  /** Stops inside the array of states, before the first of them. */
  void readUpToStates() {
    if (in.end() == null) {
      throw in.fail("the file is empty", "Expected " + A_TRACE);
    }
    in.expect(JsonToken.START_OBJECT, A_TRACE);
    Set<String> seen = new LinkedHashSet<>();
    while (in.next() != JsonToken.END_OBJECT) {
      String key = in.text();
      boolean known = List.of("#meta", "vars", "params").contains(key);
      if (known && !seen.add(key)) {
        throw in.fail("\"" + key + "\" is twice in the trace", "Remove one of them");
      }
      in.next();
      switch (key) {
        case "#meta" -> readMeta();
        case "vars" -> vars = names(key);
        case "params" -> constants = names(key);
        case "states" -> {
          in.expect(JsonToken.START_ARRAY, "the states as an array");
          return;
        }
        default -> in.skip();
      }
    }
    throw in.fail("there is no \"states\"", "Expected " + A_TRACE);
  }

  /** The declared variables, or null if none were declared before the states. */
  List<String> vars() {
    return vars;
  }

  List<String> constants() {
    return constants;
  }

  private void readMeta() {
    in.inside("#meta");
    in.expect(JsonToken.START_OBJECT, "#meta as an object");
    while (in.next() != JsonToken.END_OBJECT) {
      in.countValue();
      String key = in.text();
      // Tools put structured notes here, such as types; only plain ones can be kept as text.
      if (in.next().isScalarValue() && in.token() != JsonToken.VALUE_NULL) {
        meta.put(key, in.text());
      } else {
        in.skip();
      }
    }
    in.inside("");
  }

  /** An array of distinct names. */
  List<String> names(String key) {
    in.inside(key);
    in.expect(JsonToken.START_ARRAY, "\"" + key + "\" as an array of names");
    Set<String> names = new LinkedHashSet<>();
    while (in.next() != JsonToken.END_ARRAY) {
      in.countValue();
      in.expect(JsonToken.VALUE_STRING, "a name as a string");
      String name = in.text();
      if (!names.add(name)) {
        throw in.fail("\"" + name + "\" is declared twice", "Remove one of them");
      }
    }
    in.inside("");
    return new ArrayList<>(names);
  }

  TraceHeader header(List<String> stateVars, Map<String, Value> constantValues) {
    Map<String, String> notes = new TreeMap<>(meta);
    notes.keySet().removeAll(ItfWriter.RESERVED_NOTES);
    return new TraceHeader(
        meta.getOrDefault("module", ""),
        meta.getOrDefault("model", ""),
        meta.getOrDefault("source", ""),
        meta.getOrDefault("seed", ""),
        notes,
        constantValues,
        stateVars);
  }
}
