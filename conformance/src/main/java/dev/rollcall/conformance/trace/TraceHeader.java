package dev.rollcall.conformance.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a trace says before its states. Immutable. Texts that are not known are empty.
 *
 * @param module the spec's module
 * @param model the model (bounds) under which the trace was found
 * @param source what produced the trace: a tool, or the file a tool read
 * @param seed the seed that produces the trace again
 * @param notes anything else worth keeping, sorted by name
 * @param constants the spec's CONSTANTS that the trace records, by name
 * @param vars the spec's variables, in the order states list them
 */
public record TraceHeader(
    String module,
    String model,
    String source,
    String seed,
    Map<String, String> notes,
    Map<String, Value> constants,
    List<String> vars) {

  public TraceHeader {
    notes = Collections.unmodifiableMap(new TreeMap<>(notes));
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    vars = List.copyOf(vars);
  }

  /** A header that knows only its variables and where it came from. */
  public static TraceHeader of(String module, String model, String source, List<String> vars) {
    return new TraceHeader(module, model, source, "", Map.of(), Map.of(), vars);
  }

  /** The same header with one more note, replacing an older one of that name. */
  public TraceHeader withNote(String name, String text) {
    Map<String, String> more = new TreeMap<>(notes);
    more.put(name, text);
    return new TraceHeader(module, model, source, seed, more, constants, vars);
  }

  /** The same header with the seed that produces the trace again. */
  public TraceHeader withSeed(String newSeed) {
    return new TraceHeader(module, model, source, newSeed, notes, constants, vars);
  }

  /** The same header with the given constants. */
  public TraceHeader withConstants(Map<String, Value> newConstants) {
    return new TraceHeader(module, model, source, seed, notes, newConstants, vars);
  }
}
