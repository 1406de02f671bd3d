package dev.rollcall.conformance.trace;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The total order over values, and the hashes that agree with it. Sequences and records are
 * functions in TLA+, so the three kinds form one class here, ordered by their sorted entries.
 */
final class ValueOrder {
  private ValueOrder() {}

  static int compare(Value a, Value b) {
    if (a == b) {
      return 0;
    }
    int byKind = Integer.compare(kind(a), kind(b));
    if (byKind != 0) {
      return byKind;
    }
    if (a instanceof Value.Int x && b instanceof Value.Int y) {
      return x.value().compareTo(y.value());
    } else if (a instanceof Value.Bool x && b instanceof Value.Bool y) {
      return Boolean.compare(x.value(), y.value());
    } else if (a instanceof Value.Str x && b instanceof Value.Str y) {
      return x.value().compareTo(y.value());
    } else if (a instanceof Value.Set x && b instanceof Value.Set y) {
      return compareLists(x.elements(), y.elements());
    } else if (a instanceof Value.Seq x && b instanceof Value.Seq y) {
      return compareLists(x.elements(), y.elements());
    } else if (a instanceof Value.Fun x && b instanceof Value.Fun y) {
      return compareMaps(x.entries(), y.entries());
    } else if (a instanceof Value.Rec x && b instanceof Value.Rec y) {
      return compareMaps(x.fields(), y.fields());
    } else {
      return compareEntries(entries(a), entries(b));
    }
  }

  private static int kind(Value value) {
    if (value instanceof Value.Bool) {
      return 0;
    } else if (value instanceof Value.Int) {
      return 1;
    } else if (value instanceof Value.Str) {
      return 2;
    } else {
      return value instanceof Value.Set ? 3 : 4;
    }
  }

  private static int compareLists(List<Value> a, List<Value> b) {
    int common = Math.min(a.size(), b.size());
    for (int i = 0; i < common; i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** The common case: no entry needs to be made up. */
  private static <K extends Comparable<? super K>> int compareMaps(
      Map<K, Value> a, Map<K, Value> b) {
    var left = a.entrySet().iterator();
    var right = b.entrySet().iterator();
    while (left.hasNext() && right.hasNext()) {
      Map.Entry<K, Value> x = left.next();
      Map.Entry<K, Value> y = right.next();
      int order = x.getKey().compareTo(y.getKey());
      order = order != 0 ? order : compare(x.getValue(), y.getValue());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private record Entry(Value key, Value value) {}

  private static int compareEntries(Iterator<Entry> left, Iterator<Entry> right) {
    while (left.hasNext() && right.hasNext()) {
      Entry x = left.next();
      Entry y = right.next();
      int order = compare(x.key, y.key);
      order = order != 0 ? order : compare(x.value, y.value);
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  private static Iterator<Entry> entries(Value value) {
    if (value instanceof Value.Fun fun) {
      return fun.entries().entrySet().stream()
          .map(entry -> new Entry(entry.getKey(), entry.getValue()))
          .iterator();
    } else if (value instanceof Value.Rec rec) {
      return rec.fields().entrySet().stream()
          .map(entry -> new Entry(Value.of(entry.getKey()), entry.getValue()))
          .iterator();
    }
    List<Value> elements = ((Value.Seq) value).elements();
    return IntStream.range(0, elements.size())
        .mapToObj(i -> new Entry(Value.of(i + 1), elements.get(i)))
        .iterator();
  }

  static int hashOfSequence(List<Value> elements) {
    int hash = 7;
    for (int i = 0; i < elements.size(); i++) {
      hash = step(hash, Value.of(i + 1).hashCode(), elements.get(i).hashCode());
    }
    return hash;
  }

  static int hashOfEntries(Map<Value, Value> sorted) {
    int hash = 7;
    for (Map.Entry<Value, Value> entry : sorted.entrySet()) {
      hash = step(hash, entry.getKey().hashCode(), entry.getValue().hashCode());
    }
    return hash;
  }

  static int hashOfFields(Map<String, Value> sorted) {
    int hash = 7;
    for (Map.Entry<String, Value> entry : sorted.entrySet()) {
      hash = step(hash, Value.of(entry.getKey()).hashCode(), entry.getValue().hashCode());
    }
    return hash;
  }

  /** Spreads widely: nearly all values are small functions of small numbers, which 31 puts in the same places. */
  private static int step(int hash, int key, int value) {
    return Integer.rotateLeft((hash + key) * 0x9E3779B1, 15) * 0x85EBCA77 + value * 0xC2B2AE3D;
  }
}
