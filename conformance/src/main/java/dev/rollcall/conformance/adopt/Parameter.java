package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.trace.Value;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A parameter of an annotated method. Immutable.
 *
 * @param where the member it belongs to, for messages
 * @param name its name in the spec
 * @param domain the name of what it ranges over; empty if it has none
 * @param values what it ranges over if that follows from its type; empty if not
 * @param conversion makes the method's argument
 */
record Parameter(String where, String name, String domain, List<Value> values, FromValue conversion) {

  /** Whether it is known what it ranges over. */
  boolean ranges() {
    return !domain.isEmpty() || !values.isEmpty();
  }

  /** The parameters of a method, those that make sense. */
  static List<Parameter> of(Method method, Misfits misfits) {
    List<Parameter> all = new ArrayList<>();
    java.lang.reflect.Parameter[] declared = method.getParameters();
    for (int i = 0; i < declared.length; i++) {
      try {
        all.add(of(method, declared[i], i, misfits));
      } catch (Unconvertible e) {
        misfits.add(method, "parameter " + (i + 1) + ": " + e.getMessage());
      }
    }
    return all;
  }

  /** The parameters of a method, all of which need something to range over. */
  static List<Parameter> ranging(Method method, Misfits misfits) {
    List<Parameter> all = of(method, misfits);
    all.stream().filter(parameter -> !parameter.ranges()).forEach(parameter ->
        misfits.add(method, "it is not said what " + parameter.name + " ranges over; put @In(\"Name\") before it, naming"
            + " a set among the model's CONSTANTS or a @SpecDomain"));
    return all;
  }

  private static Parameter of(Method method, java.lang.reflect.Parameter declared, int index, Misfits misfits) {
    SpecParam named = declared.getAnnotation(SpecParam.class);
    if (named == null && !declared.isNamePresent()) {
      misfits.add(method, "parameter " + (index + 1) + " has no name, as the class is compiled without -parameters; put"
          + " @SpecParam(\"name\") before it, or compile with -parameters");
    }
    In domain = declared.getAnnotation(In.class);
    return new Parameter(Misfits.name(method), named == null ? declared.getName() : named.value(),
        domain == null ? "" : domain.value(), domain == null ? valuesOf(declared.getType()) : List.of(),
        FromValue.of(declared.getParameterizedType()));
  }

  private static List<Value> valuesOf(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return List.of(Value.of(false), Value.of(true));
    }
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(constant -> Value.of(((Enum<?>) constant).name())).toList()
        : List.of();
  }
}
