package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.replay.BadTraceConstantException;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What parameters range over in one run: the adapter's own domains, and the constants of the model. Immutable. */
final class Domains {
  private final Map<String, Value> own;
  private final Map<String, Value> constants;

  /**
   * @param own sets or sequences by name, which come first
   * @param constants the model's, by name
   */
  Domains(Map<String, Value> own, Map<String, Value> constants) {
    this.own = own;
    this.constants = constants;
  }

  /**
   * One choice of values for some parameters. Nobody changes the arrays.
   *
   * @param arguments the values as the method wants them
   */
  record Choice(List<Value> values, Object[] arguments) {}

  /**
   * Every choice, with the last parameter running fastest; the one choice of nothing if there are no parameters.
   *
   * @throws BadTraceConstantException if a domain is not known, or not a set
   */
  List<Choice> choices(List<Parameter> parameters) {
    List<List<Value>> rows = List.of(List.of());
    for (Parameter parameter : parameters) {
      List<List<Value>> longer = new ArrayList<>();
      for (List<Value> row : rows) {
        for (Value value : values(parameter)) {
          List<Value> next = new ArrayList<>(row);
          next.add(value);
          longer.add(next);
        }
      }
      rows = longer;
    }
    return rows.stream().map(row -> new Choice(row, arguments(parameters, row))).toList();
  }

  private Object[] arguments(List<Parameter> parameters, List<Value> values) {
    Object[] arguments = new Object[values.size()];
    for (int i = 0; i < arguments.length; i++) {
      Parameter parameter = parameters.get(i);
      try {
        arguments[i] = parameter.conversion().of(values.get(i));
      } catch (Unconvertible e) {
        throw new BadTraceConstantException(parameter.domain(),
            parameter.where() + " takes its elements for " + parameter.name() + " and expects " + e.getMessage()
                + ", found " + values.get(i));
      }
    }
    return arguments;
  }

  private List<Value> values(Parameter parameter) {
    if (parameter.domain().isEmpty()) {
      return parameter.values();
    }
    Value domain = own.getOrDefault(parameter.domain(), constants.get(parameter.domain()));
    if (domain instanceof Value.Set set) {
      return set.elements();
    } else if (domain instanceof Value.Seq seq) {
      return seq.elements();
    }
    throw new BadTraceConstantException(parameter.domain(), parameter.where() + " has a parameter that ranges over it, "
        + (domain == null
            ? "but it is neither a @SpecDomain " + new TreeSet<>(own.keySet()) + " nor a constant in the header "
                + new TreeSet<>(constants.keySet()) + "; for exploration, SpecTraces.header(run) reads the constants"
            : "but it is no set: " + domain));
  }
}
