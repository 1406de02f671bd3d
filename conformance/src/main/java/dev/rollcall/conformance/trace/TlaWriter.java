package dev.rollcall.conformance.trace;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes values as TLA+ text, in one line, so that {@link TlaReader} reads equal ones from it. A model value is
 * written as the string that it equals. Stateless and thread-safe.
 */
public final class TlaWriter {
  private TlaWriter() {}

  /** The value as an expression of TLA+. */
  public static String text(Value value) {
    if (value instanceof Value.Str string) {
      return quoted(string.value());
    } else if (value instanceof Value.Set set) {
      return "{" + joined(set.elements()) + "}";
    } else if (value instanceof Value.Seq sequence) {
      return "<<" + joined(sequence.elements()) + ">>";
    } else if (value instanceof Value.Rec record) {
      return record(record);
    } else if (value instanceof Value.Fun function) {
      return function(function.entries());
    }
    return value.toString();
  }

  /** Names with their values: {@code a = 1, b = {2}}. */
  public static String equations(Map<String, Value> values) {
    return values.entrySet().stream().map(e -> e.getKey() + " = " + text(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String joined(List<Value> elements) {
    return elements.stream().map(TlaWriter::text).collect(Collectors.joining(", "));
  }

  private static String record(Value.Rec record) {
    if (record.fields().isEmpty() || !areNames(record.fields().keySet())) {
      // No field of a record is called so; as a function over strings it can be written.
      return function(record.fields().entrySet().stream()
          .collect(Collectors.toMap(e -> Value.of(e.getKey()), Map.Entry::getValue, (a, b) -> a, TreeMap::new)));
    }
    return record.fields().entrySet().stream().map(e -> e.getKey() + " |-> " + text(e.getValue()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static boolean areNames(Collection<String> texts) {
    return texts.stream().allMatch(text -> text.matches("\\w+"));
  }

  private static String function(Map<Value, Value> entries) {
    return entries.isEmpty() ? "<<>>" : entries.entrySet().stream()
        .map(e -> text(e.getKey()) + " :> " + text(e.getValue())).collect(Collectors.joining(" @@ ", "(", ")"));
  }

  private static String quoted(String content) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < content.length(); i++) {
      char next = content.charAt(i);
      switch (next) {
        case '"', '\\' -> out.append('\\').append(next);
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> out.append(next);
      }
    }
    return out.append('"').toString();
  }
}
