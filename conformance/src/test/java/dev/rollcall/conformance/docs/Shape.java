package dev.rollcall.conformance.docs;

import dev.rollcall.conformance.trace.Value;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The shape of a value in the words of the page, such as {@code set of string}. */
final class Shape {
  private static final String UNKNOWN = "?";

  private Shape() {}

  static String of(Value value) {
    if (value instanceof Value.Set set) {
      return "set of " + common(set.elements());
    } else if (value instanceof Value.Fun function) {
      return "function from " + common(function.entries().keySet()) + " to " + common(function.entries().values());
    } else if (value instanceof Value.Int) {
      return "integer";
    } else if (value instanceof Value.Bool) {
      return "boolean";
    }
    return value instanceof Value.Str ? "string" : value.getClass().getSimpleName();
  }

  /** The shape of all, where those with nothing inside do not count unless there are no others. */
  private static String common(Collection<Value> values) {
    List<String> shapes = values.stream().map(Shape::of).distinct().toList();
    List<String> known = shapes.stream().filter(s -> !s.contains(UNKNOWN)).toList();
    List<String> all = known.isEmpty() ? shapes : known;
    return all.isEmpty() ? UNKNOWN : all.stream().sorted().collect(Collectors.joining(" or "));
  }
}
