package dev.rollcall.conformance.adopt;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * What was seen in an object: its class, and what was seen in each of its fields. Equal to another exactly if all of
 * that is. Immutable.
 */
final class Seen {
  /** In the place of what may differ. */
  static final Object LEFT_OUT = new Object() {
    @Override
    public String toString() {
      return "(may differ)";
    }
  };

  private final Class<?> type;
  private final List<String> names;
  private final Object[] values;
  private final int hash;

  /**
   * @param names of the fields, the same list for all objects of a class
   * @param values what was seen in them, in this order
   */
  Seen(Class<?> type, List<String> names, Object[] values) {
    this.type = type;
    this.names = names;
    this.values = values;
    this.hash = 31 * type.hashCode() + Arrays.hashCode(values);
  }

  /** An object that leads back to one that it is part of, so many levels up. */
  record Loop(int levels) {}

  /** An object that cannot be looked into, but may differ: only its class is seen. */
  record Opaque(Class<?> type) {}

  /** The first place where two things that were seen differ, with both; for people. */
  static String difference(String path, Object was, Object is) {
    if (was instanceof Seen a && is instanceof Seen b && a.type == b.type && a.names.equals(b.names)) {
      for (int i = 0; i < a.values.length; i++) {
        if (!Objects.equals(a.values[i], b.values[i])) {
          return difference(path + "." + a.names.get(i), a.values[i], b.values[i]);
        }
      }
    }
    return path + " was " + was + " and is " + is;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Seen that && hash == that.hash && type == that.type
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    StringJoiner fields = new StringJoiner(", ", type.getSimpleName() + "(", ")");
    for (int i = 0; i < values.length; i++) {
      fields.add(names.get(i) + " = " + values[i]);
    }
    return fields.toString();
  }
}
