package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.trace.Value;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tlc2.value.IValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;

/**
 * Converts TLC's values so that equal ones of a run are one object, and who compares them is mostly done at
 * once. What was made before is found by its parts, which are such objects themselves, and not made again. A
 * spec whose values are hardly ever the same again gets new objects after a while, rather than filling memory.
 * Thread-safe.
 */
final class SharedValues {
  private static final int MOST = 500_000;

  private final Map<Value, Value> known = new ConcurrentHashMap<>();
  private final Map<Parts, Value> byParts = new ConcurrentHashMap<>();

  private enum Form {
    SET, TUPLE, FUNCTION
  }

  /** What a value is made of, told apart by identity. */
  @SuppressWarnings("EnumOrdinal") // Spreads hashes, which nothing keeps.
  private static final class Parts {
    private final Form form;
    private final Value[] values;
    private final int hash;

    Parts(Form form, Value[] values) {
      this.form = form;
      this.values = values;
      this.hash = 31 * Arrays.hashCode(values) + form.ordinal();
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Parts that) || hash != that.hash || form != that.form
          || values.length != that.values.length) {
        return false;
      }
      for (int i = 0; i < values.length; i++) {
        if (values[i] != that.values[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** The object that stands for this value. */
  Value of(IValue value) {
    if (ValueConverter.isOneObject(value)) {
      return ValueConverter.convert(value);
    } else if (value instanceof SetEnumValue set) {
      set.normalize();
      Value[] elements = new Value[set.elems.size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = of(set.elems.elementAt(i));
      }
      return madeOf(Form.SET, elements, value);
    } else if (value instanceof TupleValue tuple) {
      return madeOf(Form.TUPLE, all(tuple.elems), value);
    } else if (value instanceof FcnRcdValue function && function.domain != null) {
      Value[] arguments = all(function.domain);
      Value[] parts = Arrays.copyOf(arguments, 2 * arguments.length);
      System.arraycopy(all(function.values), 0, parts, arguments.length, arguments.length);
      return madeOf(Form.FUNCTION, parts, value);
    }
    return made(value);
  }

  private Value[] all(tlc2.value.impl.Value[] values) {
    Value[] all = new Value[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = of(values[i]);
    }
    return all;
  }

  private Value madeOf(Form form, Value[] parts, IValue value) {
    Parts key = new Parts(form, parts);
    Value before = byParts.get(key);
    if (before == null) {
      before = made(value);
      put(byParts, key, before);
    }
    return before;
  }

  private Value made(IValue value) {
    Value converted = ValueConverter.convert(value);
    Value before = known.get(converted);
    if (before == null) {
      before = converted;
      put(known, converted, converted);
    }
    return before;
  }

  private static <T> void put(Map<T, Value> map, T key, Value value) {
    if (map.size() > MOST) {
      map.clear();
    }
    map.put(key, value);
  }
}
