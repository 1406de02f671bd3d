package dev.rollcall.conformance.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random values and traces, for properties. */
public final class RandomTraces {
  private RandomTraces() {}

  static Arbitrary<String> names() {
    return Arbitraries.strings().withCharRange('a', 'e').ofMinLength(1).ofMaxLength(3);
  }

  static Arbitrary<String> texts() {
    return Arbitraries.strings().ascii().withChars("é←\u2028\"\\#\n").ofMaxLength(6);
  }

  /** Values of every kind, nested at most the given number of levels. */
  public static Arbitrary<Value> values(int levels) {
    Arbitrary<Value> flat =
        Arbitraries.oneOf(
            Arbitraries.bigIntegers()
                .between(BigInteger.TEN.pow(30).negate(), BigInteger.TEN.pow(30))
                .map(Value::of),
            Arbitraries.integers().between(-2, 3).map(Value::of),
            Arbitraries.of(true, false).map(Value::of),
            texts().map(Value::of));
    if (levels == 0) {
      return flat;
    }
    Arbitrary<Value> inner = values(levels - 1);
    return Arbitraries.oneOf(
        flat,
        inner.list().ofMaxSize(4).map(Value::setOf),
        inner.list().ofMaxSize(4).map(Value::seqOf),
        Arbitraries.maps(inner, inner).ofMaxSize(3).map(Value::funOf),
        Arbitraries.maps(names(), inner).ofMaxSize(3).map(Value::recOf));
  }

  /** Traces with up to five states. */
  public static Arbitrary<Trace> traces() {
    Arbitrary<List<String>> vars = names().list().uniqueElements().ofMinSize(1).ofMaxSize(4);
    return vars.flatMap(
        names ->
            Combinators.combine(
                    values(1).list().ofSize(5 * names.size()),
                    Arbitraries.maps(names(), values(1)).ofMaxSize(2),
                    Arbitraries.maps(names(), texts()).ofMaxSize(2),
                    texts().set().ofMaxSize(3).injectNull(0.3),
                    Arbitraries.integers().between(1, 5))
                .as((values, params, notes, enabled, size) ->
                    trace(names, values, params, notes, enabled, size)));
  }

  private static Trace trace(
      List<String> vars,
      List<Value> values,
      Map<String, Value> params,
      Map<String, String> notes,
      Set<String> enabled,
      int size) {
    List<TraceState> states = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Map<String, Value> state = new LinkedHashMap<>();
      for (int v = 0; v < vars.size(); v++) {
        state.put(vars.get(v), values.get(i * vars.size() + v));
      }
      String action = i == 0 ? TraceState.INIT : "Step" + i;
      TraceState plain = new TraceState(i, action, i == 0 ? Map.of() : params, state);
      states.add(enabled == null ? plain : plain.withEnabled(enabled));
    }
    Map<String, Value> constants = Map.of("CONSTANT", values.get(0));
    return new Trace(new TraceHeader("M", "MC", "", "7", notes, constants, vars), states);
  }
}
