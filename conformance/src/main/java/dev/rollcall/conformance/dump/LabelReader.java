package dev.rollcall.conformance.dump;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.trace.TlaFormatException;
import dev.rollcall.conformance.trace.TlaReader;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the labels of a dump say. A value whose text was read before is not parsed again, and is the same object. Not
 * thread-safe.
 */
final class LabelReader {
  private static final String AND = "/\\ ";
  private static final String EQUALS = " = ";
  // A string holds no line break of its own, so this can only stand between two variables.
  private static final Pattern NEXT_VARIABLE = Pattern.compile(Pattern.quote("\n" + AND));

  private final Map<String, Value> values = new HashMap<>();
  private VariableMap.Names names;

  /**
   * The state that a label shows.
   *
   * @throws IllegalArgumentException if it shows none, or not the variables of the states before
   */
  VariableMap state(String label) {
    String text = unescaped(label);
    String[] equations = NEXT_VARIABLE.split(text.startsWith(AND) ? text.substring(AND.length()) : text);
    List<String> variables = new ArrayList<>(equations.length);
    Value[] now = new Value[equations.length];
    for (int i = 0; i < equations.length; i++) {
      int equals = equations[i].indexOf(EQUALS);
      if (equals < 0) {
        throw new IllegalArgumentException("expected a variable with its value, found " + equations[i]);
      }
      variables.add(equations[i].substring(0, equals));
      now[i] = value(variables.get(i), equations[i].substring(equals + EQUALS.length()));
    }
    names = names == null ? new VariableMap.Names(variables) : names;
    if (!names.list().equals(variables)) {
      throw new IllegalArgumentException("this state has the variables " + variables + ", others " + names.list());
    }
    return new VariableMap(names, now);
  }

  private Value value(String variable, String text) {
    try {
      return values.computeIfAbsent(text, TlaReader::value);
    } catch (TlaFormatException e) {
      throw new IllegalArgumentException("variable " + variable + ": " + e.getMessage(), e);
    }
  }

  /**
   * The step that an edge's label names.
   *
   * @throws IllegalArgumentException if it names none
   */
  static ActionInstance step(String label) {
    String text = unescaped(label);
    int open = text.indexOf('(');
    if (open < 0) {
      return new ActionInstance(text, Map.of());
    } else if (!text.endsWith(")")) {
      throw new IllegalArgumentException("expected a step, found " + text);
    }
    try {
      return new ActionInstance(
          text.substring(0, open), TlaReader.equations(text.substring(open + 1, text.length() - 1)));
    } catch (TlaFormatException e) {
      throw new IllegalArgumentException("parameters of " + text + ": " + e.getMessage(), e);
    }
  }

  private static String unescaped(String label) {
    StringBuilder text = new StringBuilder(label.length());
    for (int i = 0; i < label.length(); i++) {
      char next = label.charAt(i);
      if (next == '\\') {
        next = label.charAt(++i);
        next = next == 'n' ? '\n' : next;
      }
      text.append(next);
    }
    return text.toString();
  }
}
