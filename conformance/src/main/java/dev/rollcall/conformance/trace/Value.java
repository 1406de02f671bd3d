package dev.rollcall.conformance.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A TLA+ value, independent of where it came from: TLC, an ITF file, or a projection of production
 * objects. Two values are equal exactly when TLA+ calls them equal, save that a model value is
 * equal to the string of its name. So a function with domain 1..n equals the sequence, and a
 * function over strings equals the record; each still keeps the kind it was made with, for writing.
 *
 * <p>Values are made by the factories here, never by constructors: the factories copy and sort. All
 * values are immutable and safe to share between threads. Hashes of collections are computed once.
 * Comparing, hashing and printing recurse to the value's nesting depth, which {@link ItfLimits}
 * bounds for values read from files.
 */
public sealed interface Value extends Comparable<Value> {

  /** An integer of any size. */
  record Int(BigInteger value) implements Value {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** TRUE or FALSE. */
  record Bool(boolean value) implements Value {
    @Override
    public String toString() {
      return value ? "TRUE" : "FALSE";
    }
  }

  /** A string, or a model value under its name. */
  record Str(String value) implements Value {
    @Override
    public String toString() {
      return value;
    }
  }

  /** What the collection kinds share: a hash computed once, and equality as TLA+ has it. */
  abstract sealed class Compound {
    private final int hash;

    private Compound(int hash) {
      this.hash = hash;
    }

    @Override
    public final int hashCode() {
      return hash;
    }

    @Override
    public final boolean equals(Object other) {
      return this == other
          || (other instanceof Compound that
              && hash == that.hash
              && ValueOrder.compare((Value) this, (Value) that) == 0);
    }
  }

  /** A finite set. */
  final class Set extends Compound implements Value {
    private final List<Value> elements;

    private Set(List<Value> sortedDistinct) {
      super(31 * sortedDistinct.hashCode() + 1);
      this.elements = sortedDistinct;
    }

    /** The elements, sorted and distinct; unmodifiable. */
    public List<Value> elements() {
      return elements;
    }

    public boolean contains(Value element) {
      return Collections.binarySearch(elements, element) >= 0;
    }

    @Override
    public String toString() {
      return "{" + String.join(", ", elements.stream().map(Value::toString).toList()) + "}";
    }
  }

  /** A sequence or a tuple, which TLA+ does not tell apart. */
  final class Seq extends Compound implements Value {
    private final List<Value> elements;

    private Seq(List<Value> elements) {
      super(ValueOrder.hashOfSequence(elements));
      this.elements = elements;
    }

    /** The elements in order; unmodifiable. */
    public List<Value> elements() {
      return elements;
    }

    @Override
    public String toString() {
      return "<<" + String.join(", ", elements.stream().map(Value::toString).toList()) + ">>";
    }
  }

  /** A function with a finite domain. */
  final class Fun extends Compound implements Value {
    private final SortedMap<Value, Value> entries;

    private Fun(TreeMap<Value, Value> entries) {
      super(ValueOrder.hashOfEntries(entries));
      this.entries = Collections.unmodifiableSortedMap(entries);
    }

    /** Argument to result, sorted by argument; unmodifiable. */
    public SortedMap<Value, Value> entries() {
      return entries;
    }

    @Override
    public String toString() {
      List<String> parts = new ArrayList<>();
      entries.forEach((key, value) -> parts.add(key + " :> " + value));
      return "(" + String.join(" @@ ", parts) + ")";
    }
  }

  /** A record. */
  final class Rec extends Compound implements Value {
    private final SortedMap<String, Value> fields;

    private Rec(TreeMap<String, Value> fields) {
      super(ValueOrder.hashOfFields(fields));
      this.fields = Collections.unmodifiableSortedMap(fields);
    }

    /** Field name to value, sorted by name; unmodifiable. */
    public SortedMap<String, Value> fields() {
      return fields;
    }

    @Override
    public String toString() {
      List<String> parts = new ArrayList<>();
      fields.forEach((name, value) -> parts.add(name + " |-> " + value));
      return "[" + String.join(", ", parts) + "]";
    }
  }

  static Value of(long value) {
    return CommonValues.of(value);
  }

  static Value of(BigInteger value) {
    return new Int(value);
  }

  static Value of(boolean value) {
    return value ? CommonValues.TRUE : CommonValues.FALSE;
  }

  /** A string, or the model value of that name. */
  static Value of(String value) {
    return new Str(value);
  }

  /** The set of the elements; equal ones are kept once. */
  static Value setOf(Collection<? extends Value> elements) {
    Value[] sorted = elements.toArray(new Value[0]);
    Arrays.sort(sorted);
    int distinct = 0;
    for (Value element : sorted) {
      if (distinct == 0 || !sorted[distinct - 1].equals(element)) {
        sorted[distinct++] = element;
      }
    }
    return new Set(List.of(distinct == sorted.length ? sorted : Arrays.copyOf(sorted, distinct)));
  }

  static Value setOf(Value... elements) {
    return setOf(Arrays.asList(elements));
  }

  /** The sequence, or tuple, of the elements. */
  static Value seqOf(List<? extends Value> elements) {
    return new Seq(List.copyOf(elements));
  }

  static Value seqOf(Value... elements) {
    return new Seq(List.of(elements));
  }

  /** The function with these arguments and results, whatever order the map has. */
  static Value funOf(Map<? extends Value, ? extends Value> entries) {
    // Put one by one: a sorted map's own comparator must not be taken over.
    TreeMap<Value, Value> sorted = new TreeMap<>();
    entries.forEach(sorted::put);
    return new Fun(sorted);
  }

  /** The record with these fields, whatever order the map has. */
  static Value recOf(Map<String, ? extends Value> fields) {
    TreeMap<String, Value> sorted = new TreeMap<>();
    fields.forEach(sorted::put);
    return new Rec(sorted);
  }

  /** A total order over all values, agreeing with equals; it carries no TLA+ meaning. */
  @Override
  default int compareTo(Value other) {
    return ValueOrder.compare(this, other);
  }
}
