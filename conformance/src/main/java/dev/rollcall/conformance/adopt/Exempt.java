package dev.rollcall.conformance.adopt;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is declared to make no difference. Immutable.
 *
 * @param reasons why, by the name of the field
 */
record Exempt(Set<Field> fields, SortedMap<String, String> reasons) {

  static Exempt of(Source source, Misfits misfits) {
    Set<Field> fields = new HashSet<>();
    SortedMap<String, String> reasons = new TreeMap<>();
    Set<Class<?>> types = Source.lineage(source.spec());
    types.addAll(Source.lineage(source.driven()));
    for (Class<?> type : types) {
      for (MayDiffer declared : type.getAnnotationsByType(MayDiffer.class)) {
        find(type, declared, misfits).ifPresent(field -> add(field, declared, fields, reasons));
      }
      if (!Source.isOfJdk(type)) {
        for (Field field : type.getDeclaredFields()) {
          MayDiffer declared = field.getAnnotation(MayDiffer.class);
          if (declared != null) {
            add(field, declared, fields, reasons);
          }
        }
      }
    }
    return new Exempt(fields, reasons);
  }

  private static void add(Field field, MayDiffer declared, Set<Field> fields, Map<String, String> reasons) {
    fields.add(field);
    reasons.put(Misfits.name(field), declared.reason());
  }

  private static Optional<Field> find(Class<?> on, MayDiffer declared, Misfits misfits) {
    Class<?> of = declared.of() == void.class ? on : declared.of();
    Optional<Field> found = Arrays.stream(of.getDeclaredFields())
        .filter(field -> field.getName().equals(declared.field())).findFirst();
    if (found.isEmpty()) {
      misfits.add(on.getSimpleName(), "@MayDiffer is about the field \"" + declared.field() + "\" of " + of.getName()
          + ", which has none of that name; it has "
          + Arrays.stream(of.getDeclaredFields()).map(Field::getName).sorted().toList());
    }
    return found;
  }
}
