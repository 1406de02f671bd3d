package dev.rollcall.conformance.adopt;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the annotations say, with all reflection done. Everything is sorted by its name, as Java does not keep the
 * order of members. Immutable.
 */
record Blueprint(
    SortedMap<String, ActionMember> actions, SortedMap<String, VariableMember> variables,
    SortedMap<String, InvariantMember> invariants, SortedMap<String, DomainMember> domains, List<Slot> slots,
    SortedMap<String, Call> constants, Exempt exempt,
    Set<Class<?>> immutable) {

  /**
   * Reads the annotations.
   *
   * @param driven an object to be driven, as new
   * @param goesBack whether it has to be able to go back
   * @throws BadAdapterException if they do not make sense
   */
  static Blueprint of(Class<?> spec, Object driven, boolean goesBack) {
    Misfits misfits = new Misfits(spec);
    Source source = new Source(spec, driven.getClass(), misfits);
    Blueprint blueprint = new Blueprint(
        byName(source.methods(SpecAction.class), ActionMember::of, ActionMember::name, source, misfits),
        byName(source.members(SpecVariable.class), VariableMember::of, VariableMember::name, source, misfits),
        byName(source.methods(SpecInvariant.class), InvariantMember::of, InvariantMember::name, source, misfits),
        byName(source.members(SpecDomain.class), DomainMember::of, DomainMember::name, source, misfits),
        slots(source, driven, misfits), constants(source), Exempt.of(source, misfits), immutable(source));
    String adapter = spec.getSimpleName();
    if (source.methods(SpecAction.class).isEmpty()) {
      misfits.add(adapter, "it names no action; put @SpecAction before the methods that take steps");
    }
    if (source.members(SpecVariable.class).isEmpty()) {
      misfits.add(adapter, "it names no variable; put @SpecVariable before the methods or fields that show them");
    }
    if (goesBack && blueprint.slots.isEmpty()) {
      misfits.add(adapter, "it does not say how to go back to where it was; put @SpecState(copy = \"copy\") on the type,"
          + " or @SpecState on the fields that change");
    }
    misfits.throwIfAny();
    return blueprint;
  }

  /** A name as given, or else the default. */
  static String name(String given, String otherwise) {
    return given.isEmpty() ? otherwise : given;
  }

  static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** Makes something of an annotated member; empty, and a misfit, if it cannot. */
  private interface Maker<M, A, T> {
    Optional<T> make(M member, A annotation, Source source, Misfits misfits);
  }

  private static <M extends Member, A, T> SortedMap<String, T> byName(
      Map<M, A> members, Maker<M, A, T> maker, Function<T, String> name, Source source, Misfits misfits) {
    SortedMap<String, T> found = new TreeMap<>();
    Map<String, Member> named = new TreeMap<>();
    List<M> sorted = members.keySet().stream().sorted(Comparator.comparing(Misfits::name)).toList();
    for (M member : sorted) {
      maker.make(member, members.get(member), source, misfits).ifPresent(made -> {
        found.put(name.apply(made), made);
        Member other = named.putIfAbsent(name.apply(made), member);
        if (other != null) {
          misfits.add(member, "it is named " + name.apply(made) + " like " + Misfits.name(other)
              + "; give one of them another name in its annotation");
        }
      });
    }
    return found;
  }

  private static List<Slot> slots(Source source, Object driven, Misfits misfits) {
    Optional<SpecState> whole = whole(source);
    if (whole.isPresent()) {
      return Slot.ofWhole(whole.get(), source, misfits).map(List::of).orElse(List.of());
    }
    List<Slot> slots = new ArrayList<>();
    source.fields(SpecState.class).forEach((field, annotation) -> {
      if ((field.getModifiers() & (Modifier.FINAL | Modifier.STATIC)) != 0) {
        misfits.add(field, "it is final or static, so that it cannot go back; make it neither");
      } else {
        Slot.ofField(field, annotation, source, Call.of(field).on(driven), misfits).ifPresent(slots::add);
      }
    });
    if (!slots.isEmpty()) {
      Source.instanceFields(source.spec()).stream().filter(Blueprint::isForgotten).forEach(field ->
          misfits.add(field, "it can change, but does not go back; put @SpecState before it, or make it final, or say"
              + " with @MayDiffer why no step depends on it"));
    }
    return slots;
  }

  private static Optional<SpecState> whole(Source source) {
    return Source.lineage(source.spec()).stream()
        .map(type -> type.getAnnotation(SpecState.class)).filter(Objects::nonNull).findFirst();
  }

  /** The fields that the adapter takes for constants. */
  private static SortedMap<String, Call> constants(Source source) {
    SortedMap<String, Call> constants = new TreeMap<>();
    if (whole(source).isEmpty() && !source.fields(SpecState.class).isEmpty()) {
      Source.instanceFields(source.spec()).stream()
          .filter(field -> Modifier.isFinal(field.getModifiers()) && !field.isSynthetic()
              && !field.isAnnotationPresent(MayDiffer.class))
          .forEach(field -> constants.put(Misfits.name(field), Call.of(field)));
    }
    return constants;
  }

  private static Set<Class<?>> immutable(Source source) {
    return Stream.concat(whole(source).stream(), source.fields(SpecState.class).values().stream())
        .flatMap(annotation -> Arrays.stream(annotation.immutable())).collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isForgotten(Field field) {
    return !Modifier.isFinal(field.getModifiers()) && !field.isAnnotationPresent(SpecState.class)
        && !field.isAnnotationPresent(MayDiffer.class);
  }
}
