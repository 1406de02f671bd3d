package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.trace.Value;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How objects of one class are looked at. Immutable.
 *
 * @param names what there is to see: the contents, if any, and each field
 * @param calls how the fields are read, in the order of their names
 * @param mayDiffer which of these fields may differ
 */
record Shape(Kind kind, List<String> names, List<Call> calls, List<Boolean> mayDiffer) {
  private static final Set<Class<?>> PLAIN = Set.of(String.class, Boolean.class, Character.class, Byte.class,
      Short.class, Integer.class, Long.class, Float.class, Double.class, BigInteger.class, BigDecimal.class, UUID.class,
      Class.class);
  private static final List<Class<?>> WITH_CONTENTS = List.of(Collection.class, Map.class, Optional.class,
      AtomicInteger.class, AtomicLong.class, AtomicBoolean.class, AtomicReference.class);

  /** What counts of an object. */
  enum Kind {
    /** A value that does not change, compared by its own equals. */
    PLAIN,
    /** The contents of an array, or of a collection or the like of the JDK's. */
    CONTENTS,
    /** The contents of such a collection that somebody's class extends, and that class's fields. */
    BOTH,
    /** The fields. */
    FIELDS,
    /** Nobody can tell. */
    OPAQUE
  }

  static Shape of(Class<?> type, Set<Field> mayDiffer, Set<Class<?>> immutable) {
    Kind kind = immutable.stream().anyMatch(declared -> declared.isAssignableFrom(type)) ? Kind.PLAIN : kind(type);
    List<Field> fields = kind == Kind.BOTH || kind == Kind.FIELDS ? Source.instanceFields(type) : List.of();
    List<String> names = new ArrayList<>(kind == Kind.BOTH ? List.of("contents") : List.of());
    fields.forEach(field -> names.add(field.getName()));
    try {
      return new Shape(kind, List.copyOf(names), fields.stream().map(Call::of).toList(),
          fields.stream().map(mayDiffer::contains).toList());
    } catch (Unconvertible e) {
      throw new Unconvertible(" is a " + type.getName() + ": " + e.getMessage());
    }
  }

  private static Kind kind(Class<?> type) {
    if (PLAIN.contains(type) || type.isEnum() || Enum.class.isAssignableFrom(type)
        || Value.class.isAssignableFrom(type) || type.getName().startsWith("java.time.")) {
      return Kind.PLAIN;
    } else if (type.isArray()) {
      return Kind.CONTENTS;
    } else if (type.isHidden()) {
      return Kind.OPAQUE;
    }
    Class<?> ofJdk = type;
    while (!Source.isOfJdk(ofJdk)) {
      ofJdk = ofJdk.getSuperclass();
    }
    if (ofJdk == Object.class || ofJdk == Record.class) {
      return Kind.FIELDS;
    } else if (WITH_CONTENTS.stream().anyMatch(known -> known.isAssignableFrom(type))) {
      return ofJdk == type ? Kind.CONTENTS : Kind.BOTH;
    }
    return Kind.OPAQUE;
  }
}
