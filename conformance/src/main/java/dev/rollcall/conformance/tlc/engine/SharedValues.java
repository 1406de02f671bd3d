package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.trace.Value;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes equal values of a run one object, so that who compares them is mostly done at once. A spec whose values
 * are hardly ever the same again gets new objects after a while, rather than filling memory. Thread-safe.
 */
final class SharedValues {
  private static final int MOST = 500_000;

  private final Map<Value, Value> known = new ConcurrentHashMap<>();

  Value of(Value value) {
    Value before = known.get(value);
    if (before != null) {
      return before;
    }
    if (known.size() > MOST) {
      known.clear();
    }
    known.put(value, value);
    return value;
  }
}
