package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.trace.Value;
import java.util.List;

/**
 * One variable of which spec and production have different values.
 *
 * @param variable the variable's name
 * @param expected the spec's value
 * @param actual production's value
 * @param parts where within the values they differ, as narrow as their shapes allow; not empty
 */
public record VariableDifference(
    String variable, Value expected, Value actual, List<Difference> parts) {

  public VariableDifference {
    parts = List.copyOf(parts);
  }

  static VariableDifference of(String variable, Value expected, Value actual) {
    return new VariableDifference(
        variable, expected, actual, Difference.between(variable, expected, actual));
  }
}
