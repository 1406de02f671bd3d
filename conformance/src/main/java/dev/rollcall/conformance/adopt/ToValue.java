package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.trace.Value;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes spec values of the Java values of one type. Immutable. */
interface ToValue {

  /**
   * @throws Unconvertible if it cannot
   */
  Value of(Object java);

  /**
   * The conversion of a type.
   *
   * @param none what null and an empty Optional are; null if they are nothing
   * @param like a value that the spec has in this place, to choose among forms that are equal in TLA+ but print
   *     differently; null if not known
   * @throws Unconvertible if the type has no counterpart
   */
  static ToValue of(Type type, Value none, Value like) {
    Class<?> raw = Types.raw(type);
    ToValue present = ofPresent(type, raw, none, like);
    return java -> {
      if (java != null) {
        return present.of(java);
      } else if (none != null) {
        return none;
      }
      throw new Unconvertible("it is null; say what that is in the spec, such as @SpecVariable(none = \"None\")");
    };
  }

  private static ToValue ofPresent(Type type, Class<?> raw, Value none, Value like) {
    if (Value.class.isAssignableFrom(raw)) {
      return java -> (Value) java;
    } else if (raw == String.class) {
      return java -> Value.of((String) java);
    } else if (raw == Boolean.class) {
      return java -> Value.of((boolean) java);
    } else if (raw == BigInteger.class) {
      return java -> Value.of((BigInteger) java);
    } else if (Types.isWhole(raw)) {
      return java -> Value.of(((Number) java).longValue());
    } else if (Enum.class.isAssignableFrom(raw)) {
      return java -> Value.of(((Enum<?>) java).name());
    } else if (raw == Optional.class) {
      ToValue inner = of(Types.argument(type, 0), none, like);
      return java -> inner.of(((Optional<?>) java).orElse(null));
    } else if (Types.is(Set.class, raw)) {
      ToValue element = of(Types.argument(type, 0), none, any(like));
      return java -> Value.setOf(all((Set<?>) java, element));
    } else if (Types.is(List.class, raw)) {
      ToValue element = of(Types.argument(type, 0), none, any(like));
      return java -> Value.seqOf(all((List<?>) java, element));
    } else if (Types.is(Map.class, raw)) {
      return ofMap(of(Types.argument(type, 0), none, null), of(Types.argument(type, 1), none, any(like)), like);
    } else if (raw.isRecord()) {
      return ofRecord(raw, none, like);
    }
    throw Types.unknown(type);
  }

  private static List<Value> all(Iterable<?> elements, ToValue element) {
    List<Value> values = new ArrayList<>();
    elements.forEach(java -> values.add(element.of(java)));
    return values;
  }

  private static ToValue ofMap(ToValue key, ToValue value, Value like) {
    return java -> {
      Map<Value, Value> entries = new HashMap<>();
      ((Map<?, ?>) java).forEach((k, v) -> entries.put(key.of(k), value.of(v)));
      return function(entries, like);
    };
  }

  private static ToValue ofRecord(Class<?> raw, Value none, Value like) {
    Map<String, Call> calls = new LinkedHashMap<>();
    Map<String, ToValue> conversions = new HashMap<>();
    for (Map.Entry<String, RecordComponent> component : Types.components(raw).entrySet()) {
      String name = component.getKey();
      calls.put(name, Call.of(component.getValue().getAccessor()));
      Value field = like instanceof Value.Rec rec ? rec.fields().get(name) : null;
      conversions.put(name, of(component.getValue().getGenericType(), none, field));
    }
    return java -> {
      Map<String, Value> fields = new HashMap<>();
      calls.forEach((name, call) -> fields.put(name, conversions.get(name).of(call.on(java))));
      return Value.recOf(fields);
    };
  }

  /**
   * A function in the form in which it prints like another: over strings as a record, unless the other is over
   * model values; over {@code 1..n} as a sequence.
   */
  static Value function(Map<Value, Value> entries, Value like) {
    if (!(like instanceof Value.Fun) && entries.keySet().stream().allMatch(Value.Str.class::isInstance)) {
      Map<String, Value> fields = new HashMap<>();
      entries.forEach((key, value) -> fields.put(((Value.Str) key).value(), value));
      return Value.recOf(fields);
    }
    List<Value> elements = new ArrayList<>();
    for (Value next = entries.get(Value.of(1)); next != null; next = entries.get(Value.of(elements.size() + 1))) {
      elements.add(next);
    }
    return elements.size() == entries.size() && !elements.isEmpty() ? Value.seqOf(elements) : Value.funOf(entries);
  }

  /** What a value is made of, if it is made of others. */
  static Value any(Value like) {
    Iterable<Value> parts = List.of();
    if (like instanceof Value.Fun fun) {
      parts = fun.entries().values();
    } else if (like instanceof Value.Rec rec) {
      parts = rec.fields().values();
    } else if (like instanceof Value.Seq seq) {
      parts = seq.elements();
    } else if (like instanceof Value.Set set) {
      parts = set.elements();
    }
    for (Value part : parts) {
      return part;
    }
    return null;
  }
}
