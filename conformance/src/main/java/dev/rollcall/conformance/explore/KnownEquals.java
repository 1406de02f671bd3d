package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Compares states whose values are mostly objects that were compared before: a system that makes each value
 * once, and a spec whose unchanged values stay the same objects. Remembers which object of the system was equal
 * to which of the spec last. Not thread-safe.
 */
final class KnownEquals implements BiPredicate<Map<String, Value>, Map<String, Value>> {
  private static final int MOST = 100_000;

  private final IdentityHashMap<Value, Value> equal = new IdentityHashMap<>();
  private VariableMap.Names specNames;
  private VariableMap.Names systemNames;
  private boolean sameNames;

  @Override
  public boolean test(Map<String, Value> spec, Map<String, Value> system) {
    if (!(spec instanceof VariableMap expected && system instanceof VariableMap actual
        && haveSameNames(expected.names(), actual.names()))) {
      return spec.equals(system);
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!isEqual(expected.value(i), actual.value(i))) {
        return false;
      }
    }
    return true;
  }

  /** The states of a run share their names. */
  private boolean haveSameNames(VariableMap.Names expected, VariableMap.Names actual) {
    if (expected != specNames || actual != systemNames) {
      specNames = expected;
      systemNames = actual;
      sameNames = expected.list().equals(actual.list());
    }
    return sameNames;
  }

  private boolean isEqual(Value expected, Value actual) {
    if (expected == actual || equal.get(actual) == expected) {
      return true;
    }
    if (!expected.equals(actual)) {
      return false;
    }
    if (equal.size() > MOST) {
      equal.clear();
    }
    equal.put(actual, expected);
    return true;
  }
}
