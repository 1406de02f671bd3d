package dev.rollcall.conformance.adopt;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * A place that goes back to where it was: a field of the driven object, or the object itself. Immutable.
 *
 * @param name what messages call it
 * @param get reads the field; null for the object itself
 * @param set puts a value into it
 * @param copy makes a copy of a value, given the driven object and it; null where values never change
 * @param mayDiffer whether the field is declared to make no difference
 */
record Slot(String name, Call get, Call set, Copy copy, boolean mayDiffer) {

  /** Copies objects. */
  interface Copy {
    Object of(Object driven, Object original);
  }

  boolean changesInPlace() {
    return copy != null;
  }

  Object value(Object driven) {
    return get == null ? driven : get.on(driven);
  }

  /** Puts a value in its place; returns the object that is driven from now on. */
  Object put(Object driven, Object value) {
    if (get == null) {
      return value;
    }
    set.on(driven, value);
    return driven;
  }

  /** The driven object as a whole. */
  static Optional<Slot> ofWhole(SpecState annotation, Source source, Misfits misfits) {
    Class<?> driven = source.driven();
    if (annotation.copy().isEmpty()) {
      misfits.add(source.spec().getSimpleName(), "@SpecState on a type needs the name of the method that copies the"
          + " object, such as @SpecState(copy = \"copy\")");
      return Optional.empty();
    }
    return copy(annotation.copy(), driven, source, driven.getSimpleName(), misfits)
        .map(copy -> new Slot(driven.getSimpleName(), null, null, copy, false));
  }

  /**
   * A field.
   *
   * @param initial what it holds at first
   */
  static Optional<Slot> ofField(Field field, SpecState annotation, Source source, Object initial, Misfits misfits) {
    boolean mayDiffer = field.isAnnotationPresent(MayDiffer.class);
    String where = Misfits.name(field);
    if (annotation.copy().isEmpty()) {
      checkEquals(field, initial, misfits);
      return Optional.of(new Slot(where, Call.of(field), Call.setting(field), null, mayDiffer));
    }
    return copy(annotation.copy(), field.getType(), source, where, misfits)
        .map(copy -> new Slot(where, Call.of(field), Call.setting(field), copy, mayDiffer));
  }

  private static void checkEquals(Field field, Object initial, Misfits misfits) {
    boolean isOpen = field.getType().isInterface() || field.getType() == Object.class;
    Class<?> type = isOpen && initial != null ? initial.getClass() : field.getType();
    if (type.isPrimitive() || type.isInterface()) {
      return;
    }
    String name = type.getName();
    boolean changes = (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type))
        && name.startsWith("java.util.") && !name.startsWith("java.util.Immutable")
        && !name.startsWith("java.util.Collections$");
    if (changes) {
      misfits.add(field, "it holds a " + type.getSimpleName() + ", which can change; name the method that copies it in"
          + " @SpecState(copy = \"...\"), or hold an immutable copy");
    } else if (type.isArray() || Arrays.stream(type.getMethods()).noneMatch(Slot::isEquals)) {
      misfits.add(field, "it holds a " + type.getSimpleName() + ", which has no equals of its own; name the method that"
          + " copies it in @SpecState(copy = \"...\"), or give it equals if it never changes");
    }
  }

  private static boolean isEquals(Method method) {
    return method.getName().equals("equals") && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class})
        && method.getDeclaringClass() != Object.class;
  }

  private static Optional<Copy> copy(String name, Class<?> type, Source source, String where, Misfits misfits) {
    Optional<Method> own = find(name, type, type);
    if (own.isPresent()) {
      Call call = Call.of(own.get());
      return Optional.of((driven, original) -> call.on(original));
    }
    Optional<Method> ofAdapter = find(name, source.spec(), type, type);
    Optional<Call> call = ofAdapter.flatMap(source::call);
    if (call.isEmpty()) {
      misfits.add(where, "there is no method " + name + " to copy it with; write " + type.getSimpleName() + " " + name
          + "() in " + type.getSimpleName() + ", or " + type.getSimpleName() + " " + name + "(" + type.getSimpleName()
          + ") in " + source.spec().getSimpleName());
    }
    return call.map(c -> (driven, original) -> c.on(driven, original));
  }

  private static Optional<Method> find(String name, Class<?> in, Class<?> returned, Class<?>... parameters) {
    return Source.lineage(in).stream().flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.getName().equals(name) && Arrays.equals(method.getParameterTypes(), parameters))
        .filter(method -> !method.isBridge() && (method.getReturnType().isAssignableFrom(returned)
            || returned.isAssignableFrom(method.getReturnType())))
        .findFirst();
  }
}
