package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.trace.Value;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the Java values of one type, a parameter's, of spec values. Immutable. */
interface FromValue {

  /**
   * @throws Unconvertible if the value is none of this type; the message says what is expected
   */
  Object of(Value value);

  /**
   * The conversion to a type.
   *
   * @throws Unconvertible if the type has no counterpart
   */
  static FromValue of(Type type) {
    Class<?> raw = Types.raw(type);
    if (Value.class.isAssignableFrom(raw)) {
      return value -> raw.isInstance(value) ? value : expected("a " + raw.getSimpleName());
    } else if (raw == String.class) {
      return value -> value instanceof Value.Str string ? string.value() : expected("a string");
    } else if (raw == Boolean.class) {
      return value -> value instanceof Value.Bool bool ? (Object) bool.value() : expected("TRUE or FALSE");
    } else if (raw == Integer.class) {
      return value -> fits(value, 31) ? (Object) whole(value).intValue() : expected("an int");
    } else if (raw == Long.class) {
      return value -> fits(value, 63) ? (Object) whole(value).longValue() : expected("a long");
    } else if (raw == BigInteger.class) {
      return value -> value instanceof Value.Int ? whole(value) : expected("a whole number");
    } else if (Enum.class.isAssignableFrom(raw)) {
      return ofEnum(raw);
    } else if (raw == List.class) {
      FromValue element = of(Types.argument(type, 0));
      return value -> value instanceof Value.Seq seq
          ? seq.elements().stream().map(element::of).toList() : expected("a sequence");
    } else if (raw == Set.class) {
      FromValue element = of(Types.argument(type, 0));
      return value -> value instanceof Value.Set set
          ? set.elements().stream().map(element::of).collect(Collectors.toUnmodifiableSet())
          : expected("a set");
    } else if (raw.isRecord()) {
      return ofRecord(raw);
    }
    throw Types.unknown(type);
  }

  private static FromValue ofEnum(Class<?> raw) {
    Map<String, Object> constants = new LinkedHashMap<>();
    Arrays.stream(raw.getEnumConstants()).forEach(constant -> constants.put(((Enum<?>) constant).name(), constant));
    return value -> {
      Object constant = value instanceof Value.Str name ? constants.get(name.value()) : null;
      return constant != null ? constant : expected("one of " + constants.keySet());
    };
  }

  private static FromValue ofRecord(Class<?> raw) {
    Map<String, RecordComponent> components = Types.components(raw);
    Map<String, FromValue> conversions = new LinkedHashMap<>();
    components.forEach((name, component) -> conversions.put(name, of(component.getGenericType())));
    Call constructor = constructor(raw, components);
    return value -> {
      if (!(value instanceof Value.Rec rec && rec.fields().keySet().equals(components.keySet()))) {
        return expected("a record with the fields " + components.keySet());
      }
      Object[] arguments = conversions.entrySet().stream()
          .map(field -> field.getValue().of(rec.fields().get(field.getKey()))).toArray();
      return constructor.on(null, arguments);
    };
  }

  private static Call constructor(Class<?> raw, Map<String, RecordComponent> components) {
    try {
      Constructor<?> constructor = raw.getDeclaredConstructor(
          components.values().stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
      return Call.ofStatic(
          Call.handle(constructor, () -> MethodHandles.lookup().unreflectConstructor(constructor)), components.size());
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has this constructor", e);
    }
  }

  private static boolean fits(Value value, int bits) {
    return value instanceof Value.Int number && number.value().bitLength() <= bits;
  }

  private static BigInteger whole(Value value) {
    return ((Value.Int) value).value();
  }

  private static Object expected(String what) {
    throw new Unconvertible(what);
  }
}
