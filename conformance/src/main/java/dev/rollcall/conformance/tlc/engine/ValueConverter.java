package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tlc2.tool.TLCState;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;

/**
 * TLC's values as ours. What TLA+ calls equal becomes equal, however TLC happens to hold it: a function
 * on {@code 1..n} is a sequence, one on strings a record. Thread-safe.
 */
final class ValueConverter {
  private static final int SMALL = 1024;
  private static final Value[] SMALL_INTS = new Value[SMALL];
  private static final Value TRUE = Value.of(true);
  private static final Value FALSE = Value.of(false);
  private static final Map<String, Value> STRINGS = new ConcurrentHashMap<>();

  static {
    for (int i = 0; i < SMALL; i++) {
      SMALL_INTS[i] = Value.of((long) i);
    }
  }

  private ValueConverter() {}

  /** Every variable of a complete state, by name. */
  static VariableMap state(TLCState state, ActionTable actions) {
    Value[] values = new Value[actions.names().list().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = actions.shared(state.lookup(actions.variable(i)));
    }
    return new VariableMap(actions.names(), values);
  }

  /** Every variable that has a value, by name, sorted. */
  static Map<String, Value> state(TLCState state) {
    Map<String, Value> variables = new TreeMap<>();
    for (var variable : state.getVars()) {
      IValue value = state.lookup(variable.getName());
      if (value != null) {
        variables.put(variable.getName().toString(), convert(value));
      }
    }
    return variables;
  }

  /** Whether equal values of this kind are always converted to one object. */
  static boolean isOneObject(IValue value) {
    return value instanceof BoolValue || value instanceof StringValue || value instanceof ModelValue
        || value instanceof IntValue number && isSmall(number.val);
  }

  private static boolean isSmall(int number) {
    return number >= 0 && number < SMALL;
  }

  static Value convert(IValue value) {
    if (value instanceof IntValue number) {
      return isSmall(number.val) ? SMALL_INTS[number.val] : Value.of((long) number.val);
    } else if (value instanceof BoolValue bool) {
      return bool.val ? TRUE : FALSE;
    } else if (value instanceof StringValue string) {
      return string(string.val.toString());
    } else if (value instanceof ModelValue model) {
      return string(model.val.toString());
    } else if (value instanceof TupleValue tuple) {
      return Value.seqOf(list(tuple.elems));
    } else if (value instanceof RecordValue record) {
      return record(record);
    } else if (value instanceof FcnRcdValue function) {
      return function(function);
    } else if (value instanceof SetEnumValue set) {
      set.normalize();
      return set(set);
    }
    return enumerated((tlc2.value.impl.Value) value);
  }

  private static Value string(String text) {
    return STRINGS.computeIfAbsent(text, Value::of);
  }

  private static Value set(SetEnumValue set) {
    List<Value> elements = new ArrayList<>(set.elems.size());
    for (int i = 0; i < set.elems.size(); i++) {
      elements.add(convert(set.elems.elementAt(i)));
    }
    return Value.setOf(elements);
  }

  private static Value record(RecordValue record) {
    Map<String, Value> fields = new HashMap<>();
    for (int i = 0; i < record.names.length; i++) {
      fields.put(record.names[i].toString(), convert(record.values[i]));
    }
    return Value.recOf(fields);
  }

  private static Value function(FcnRcdValue function) {
    if (function.toTuple() instanceof TupleValue tuple) {
      return Value.seqOf(list(tuple.elems));
    }
    tlc2.value.impl.Value[] keys = function.getDomainAsValues();
    if (keys.length > 0 && keys[0] instanceof StringValue) {
      Map<String, Value> fields = new HashMap<>();
      for (int i = 0; i < keys.length; i++) {
        fields.put(((StringValue) keys[i]).val.toString(), convert(function.values[i]));
      }
      return Value.recOf(fields);
    }
    Map<Value, Value> entries = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      entries.put(convert(keys[i]), convert(function.values[i]));
    }
    return Value.funOf(entries);
  }

  /** A value that TLC holds by its definition: {@code 1..n}, {@code SUBSET S}, {@code [S -> T]}. */
  private static Value enumerated(tlc2.value.impl.Value value) {
    if (value.toSetEnum() instanceof SetEnumValue set) {
      return set(set);
    }
    if (value.toFcnRcd() instanceof FcnRcdValue function) {
      return function(function);
    }
    throw new IllegalArgumentException("no finite value: " + value.getKindString() + " " + value);
  }

  private static List<Value> list(tlc2.value.impl.Value[] elements) {
    List<Value> converted = new ArrayList<>(elements.length);
    for (tlc2.value.impl.Value element : elements) {
      converted.add(convert(element));
    }
    return converted;
  }
}
