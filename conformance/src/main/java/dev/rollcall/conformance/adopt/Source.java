package dev.rollcall.conformance.adopt;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where annotated members are found, and how each is called on the driven object. They are members of the object's
 * own class, of its superclasses and interfaces, or of an interface that only names the object's methods. A method
 * that overrides an annotated one needs no annotation of its own.
 */
final class Source {
  private final Class<?> spec;
  private final Class<?> driven;
  private final Misfits misfits;
  private final Optional<Mixin> mixin;

  /**
   * @param spec carries the annotations
   * @param driven the class of the driven object; of spec's type, or else spec is an interface
   */
  Source(Class<?> spec, Class<?> driven, Misfits misfits) {
    this.spec = spec;
    this.driven = driven;
    this.misfits = misfits;
    this.mixin = spec.isAssignableFrom(driven) ? Optional.empty() : Optional.of(new Mixin(spec, driven, misfits));
  }

  Class<?> spec() {
    return spec;
  }

  Class<?> driven() {
    return driven;
  }

  /** The methods that carry an annotation, the most special first. */
  <A extends Annotation> Map<Method, A> methods(Class<A> annotation) {
    Map<List<Object>, Method> bySignature = new LinkedHashMap<>();
    for (Class<?> type : lineage(spec)) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(annotation) && !method.isBridge()) {
          bySignature.putIfAbsent(List.of(method.getName(), List.of(method.getParameterTypes())), method);
        }
      }
    }
    Map<Method, A> found = new LinkedHashMap<>();
    bySignature.values().forEach(method -> found.put(method, method.getAnnotation(annotation)));
    return found;
  }

  /** The fields that carry an annotation. */
  <A extends Annotation> Map<Field, A> fields(Class<A> annotation) {
    Map<Field, A> found = new LinkedHashMap<>();
    allFields(spec).stream().filter(field -> field.isAnnotationPresent(annotation))
        .forEach(field -> found.put(field, field.getAnnotation(annotation)));
    return found;
  }

  /** Methods and fields that carry an annotation. */
  <A extends Annotation> Map<Member, A> members(Class<A> annotation) {
    Map<Member, A> found = new LinkedHashMap<>(methods(annotation));
    found.putAll(fields(annotation));
    return found;
  }

  /** How a member is called; empty, and a misfit, if it cannot be. */
  Optional<Call> call(Member member) {
    try {
      if (member instanceof Field field) {
        return Optional.of(Call.of(field));
      }
      Method method = (Method) member;
      return mixin.isPresent() ? mixin.get().call(method) : Optional.of(Call.of(method));
    } catch (Unconvertible e) {
      misfits.add(member, e.getMessage());
      return Optional.empty();
    }
  }

  /** Every field of a class and its superclasses, but for the JDK's, static ones included. */
  static List<Field> allFields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> at = type; at != null && !isOfJdk(at); at = at.getSuperclass()) {
      fields.addAll(Arrays.asList(at.getDeclaredFields()));
    }
    return fields;
  }

  /** The fields that an object of a class has. */
  static List<Field> instanceFields(Class<?> type) {
    return allFields(type).stream().filter(field -> !Modifier.isStatic(field.getModifiers())).toList();
  }

  static boolean isOfJdk(Class<?> type) {
    return type.getName().matches("(java|javax|jdk|sun|com\\.sun)\\..*");
  }

  /** A class with all that it extends and implements, the most special first. */
  static Set<Class<?>> lineage(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      all.add(at);
    }
    List.copyOf(all).forEach(at -> addInterfaces(at, all));
    return all;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
    for (Class<?> implemented : type.getInterfaces()) {
      all.add(implemented);
      addInterfaces(implemented, all);
    }
  }
}
