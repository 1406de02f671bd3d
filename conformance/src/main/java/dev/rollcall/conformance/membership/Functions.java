package dev.rollcall.conformance.membership;

import dev.rollcall.conformance.trace.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * The values of a variable that is a function over names. Its results are given as numbers, each standing for
 * one value, so that a function that was met before is found by one number and not made again: a model has
 * few, and each is asked for many million times. Not thread-safe.
 */
final class Functions {
  private final List<Value> domain;
  private final LongFunction<Value> meaning;
  private final int bits;
  private final Map<Long, Value> made = new HashMap<>();

  /**
   * @param domain the arguments
   * @param meaning what a result's number stands for
   */
  Functions(List<String> domain, LongFunction<Value> meaning) {
    this.domain = domain.stream().map(Value::of).toList();
    this.meaning = meaning;
    this.bits = (Long.SIZE - 1) / domain.size();
  }

  /** The function with these results, none negative, in the order of the domain. */
  Value of(long[] results) {
    long code = 0;
    boolean fits = true;
    for (long result : results) {
      fits &= result >>> bits == 0;
      code = code << bits | result;
    }
    if (!fits) {
      return make(results);
    }
    Value known = made.get(code);
    if (known == null) {
      known = make(results);
      made.put(code, known);
    }
    return known;
  }

  private Value make(long[] results) {
    Map<Value, Value> entries = new TreeMap<>();
    for (int i = 0; i < results.length; i++) {
      entries.put(domain.get(i), meaning.apply(results[i]));
    }
    return Value.funOf(entries);
  }
}
