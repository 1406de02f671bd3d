package dev.rollcall.conformance.trace;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables of one state by name, for the states of a run, which all have the same ones: an array and
 * names that are shared. Immutable.
 */
public final class VariableMap extends AbstractMap<String, Value> {

  /** The names of the variables, in an order of their own. Immutable. */
  public static final class Names {
    private final List<String> names;
    private final Map<String, Integer> index = new HashMap<>();

    /**
     * @throws IllegalArgumentException if a name stands twice
     */
    public Names(List<String> names) {
      this.names = List.copyOf(names);
      for (String name : names) {
        if (index.put(name, index.size()) != null) {
          throw new IllegalArgumentException("two variables are named " + name);
        }
      }
    }

    public List<String> list() {
      return names;
    }
  }

  private final Names names;
  private final Value[] values;

  /**
   * @param values in the order of the names; not to be changed afterwards
   */
  public VariableMap(Names names, Value[] values) {
    if (values.length != names.names.size()) {
      throw new IllegalArgumentException(values.length + " values for the variables " + names.names);
    }
    this.names = names;
    this.values = values;
  }

  public Names names() {
    return names;
  }

  /** The value of the variable at this place in the order of the names. */
  public Value value(int index) {
    return values[index];
  }

  @Override
  public Value get(Object name) {
    Integer at = names.index.get(name);
    return at == null ? null : values[at];
  }

  @Override
  public boolean containsKey(Object name) {
    return names.index.containsKey(name);
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean equals(Object other) {
    if (other instanceof VariableMap that && that.names == names) {
      for (int i = 0; i < values.length; i++) {
        if (values[i] != that.values[i] && !values[i].equals(that.values[i])) {
          return false;
        }
      }
      return true;
    }
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  public Set<Entry<String, Value>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return values.length;
      }

      @Override
      public Iterator<Entry<String, Value>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < values.length;
          }

          @Override
          public Entry<String, Value> next() {
            int at = next++;
            return Map.entry(names.names.get(at), values[at]);
          }
        };
      }
    };
  }
}
