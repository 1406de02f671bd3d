package dev.rollcall.conformance.trace;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the states of an ITF file one by one. Not thread-safe. */
final class ItfStates {
  private final ItfInput in;
  private final ItfValues values;
  private final Set<String> constantNames;
  private final Map<String, Value> constants = new LinkedHashMap<>();
  private List<String> vars;
  private Set<String> varNames;
  private int position;

  ItfStates(ItfInput in, List<String> declaredVars, List<String> constantNames) {
    this.in = in;
    this.values = new ItfValues(in);
    this.constantNames = new LinkedHashSet<>(constantNames);
    if (declaredVars != null) {
      declare(declaredVars);
    }
  }

  List<String> vars() {
    return vars;
  }

  /** The constants that the first state sets. */
  Map<String, Value> constants() {
    return constants;
  }

  /** The state that starts at the current token. */
  TraceState read() {
    in.enterState(position);
    in.expect(JsonToken.START_OBJECT, "a state as an object");
    ItfStep step = new ItfStep(in, values, position);
    Map<String, Value> read = new LinkedHashMap<>();
    boolean metaSeen = false;
    while (in.next() != JsonToken.END_OBJECT) {
      String key = in.text();
      if (key.equals("#meta")) {
        if (metaSeen) {
          throw in.fail("\"#meta\" is twice in the state", "Remove one of them");
        }
        metaSeen = true;
        step.read();
      } else {
        readVariable(key, read);
      }
    }
    in.inside("");
    TraceState state = step.state(complete(read));
    position++;
    return state;
  }

  private void readVariable(String name, Map<String, Value> read) {
    in.inside("variable " + name);
    boolean constant = constantNames.contains(name);
    if (!constant && name.startsWith("#")) {
      throw in.fail("expected #meta or a variable, found \"" + name + '"', "Remove it");
    }
    if (!constant && vars != null && !varNames.contains(name)) {
      throw in.fail(
          "the variable is not declared",
          "Add \"" + name + "\" to \"vars\", or remove it from every state");
    }
    if (read.containsKey(name)) {
      throw in.fail("the variable is set twice in one state", "Remove one of the two");
    }
    in.next();
    read.put(name, values.read());
  }

  /** The variables in declared order; constants are set aside. */
  private Map<String, Value> complete(Map<String, Value> read) {
    for (String constant : constantNames) {
      Value value = read.remove(constant);
      if (position == 0 && value != null) {
        constants.put(constant, value);
      }
    }
    if (vars == null) {
      declare(new ArrayList<>(read.keySet()));
    }
    Map<String, Value> ordered = new LinkedHashMap<>();
    for (String name : vars) {
      Value value = read.get(name);
      if (value == null) {
        in.inside("variable " + name);
        throw in.fail(
            "the state does not set the variable", "Every state must set every name in \"vars\"");
      }
      ordered.put(name, value);
    }
    return ordered;
  }

  private void declare(List<String> names) {
    if (names.isEmpty()) {
      throw in.fail("the trace has no variables", "List the spec's variables in \"vars\"");
    }
    vars = List.copyOf(names);
    varNames = Set.copyOf(names);
  }
}
