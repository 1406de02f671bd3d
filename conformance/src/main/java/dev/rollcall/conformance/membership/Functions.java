package dev.rollcall.conformance.membership;

import dev.rollcall.conformance.trace.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Functions over one domain, each made once: a model has few, and asks for each many million times. Not
 * thread-safe.
 */
final class Functions {
  private final List<Value> domain;
  private final Map<List<Value>, Value> made = new HashMap<>();

  /**
   * @param domain the arguments, by name
   */
  Functions(List<String> domain) {
    this.domain = domain.stream().map(Value::of).toList();
  }

  /** The function with these results, in the order of the domain; they must not be changed afterwards. */
  Value of(Value... results) {
    List<Value> key = Arrays.asList(results);
    Value known = made.get(key);
    return known != null ? known : made.computeIfAbsent(key, this::make);
  }

  private Value make(List<Value> results) {
    Map<Value, Value> entries = new TreeMap<>();
    for (int i = 0; i < domain.size(); i++) {
      entries.put(domain.get(i), results.get(i));
    }
    return Value.funOf(entries);
  }
}
