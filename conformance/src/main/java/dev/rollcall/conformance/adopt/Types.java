package dev.rollcall.conformance.adopt;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What the conversions between Java and TLA+ ask of types. Stateless. */
final class Types {
  private static final Map<Class<?>, Class<?>> BOXES = Map.of(
      int.class, Integer.class, long.class, Long.class, short.class, Short.class, byte.class, Byte.class,
      boolean.class, Boolean.class);

  private Types() {}

  /** The class behind a type; primitives in their box. */
  static Class<?> raw(Type type) {
    if (type instanceof Class<?> c) {
      return BOXES.getOrDefault(c, c);
    } else if (type instanceof ParameterizedType parameterized) {
      return raw(parameterized.getRawType());
    } else if (type instanceof WildcardType wildcard) {
      return raw(wildcard.getUpperBounds()[0]);
    }
    throw unknown(type);
  }

  /** A type argument, such as what a list is a list of. */
  static Type argument(Type type, int index) {
    if (type instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[index];
    } else if (type instanceof WildcardType wildcard) {
      return argument(wildcard.getUpperBounds()[0], index);
    }
    throw new Unconvertible("the type " + type.getTypeName() + " does not say of what; give it type arguments");
  }

  /** Whether it is a collection of the JDK's of this kind, whose type arguments mean what those of the kind mean. */
  static boolean is(Class<?> kind, Class<?> raw) {
    return kind.isAssignableFrom(raw) && raw.getName().startsWith("java.util.");
  }

  static boolean isWhole(Class<?> raw) {
    return raw == Integer.class || raw == Long.class || raw == Short.class || raw == Byte.class
        || raw == BigInteger.class;
  }

  /** The components of a record by name, in order. */
  static Map<String, RecordComponent> components(Class<?> record) {
    Map<String, RecordComponent> components = new LinkedHashMap<>();
    Arrays.stream(record.getRecordComponents()).forEach(c -> {
      if (mentions(c.getGenericType(), record)) {
        throw new Unconvertible("the record " + record.getSimpleName() + " holds another of itself; make it a Value");
      }
      components.put(c.getName(), c);
    });
    return components;
  }

  private static boolean mentions(Type type, Class<?> other) {
    return Pattern.compile(Pattern.quote(other.getName()) + "(?![\\w$])").matcher(type.getTypeName()).find();
  }

  static Unconvertible unknown(Type type) {
    return new Unconvertible("the type " + type.getTypeName() + " has no counterpart in TLA+; use a String, an enum, a"
        + " whole number, a boolean, a Set, List, Map, Optional or record of such, or make it a Value");
  }
}
