package dev.rollcall.conformance.adopt;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks at all that an object holds, by reflection, as {@link SpecState} promises it. What it sees is immutable, and
 * equals what it saw before exactly if nothing has changed. Not thread-safe.
 */
final class Sight {
  private final Set<Field> mayDiffer;
  private final Set<Class<?>> immutable;
  private final Map<Class<?>, Shape> shapes = new HashMap<>();
  /** The objects that lead to the one that is looked at. */
  private final List<Object> within = new ArrayList<>();
  private boolean leavesOut;
  private boolean lenient;

  /**
   * @param mayDiffer fields that are declared to make no difference
   * @param immutable classes whose objects are declared never to change
   */
  Sight(Set<Field> mayDiffer, Set<Class<?>> immutable) {
    this.mayDiffer = mayDiffer;
    this.immutable = immutable;
  }

  /**
   * All that an object holds.
   *
   * @param path what the object is called, for messages
   * @throws BadAdapterException if it leads to an object that cannot be looked into
   */
  Object all(String path, Object object) {
    return look(path, object, false, false);
  }

  /** All that an object holds but for what may differ. */
  Object hidden(String path, Object object) {
    return look(path, object, true, false);
  }

  /** All that an object holds that is thought not to change; what cannot be looked into is trusted. */
  Object constant(String path, Object object) {
    return look(path, object, false, true);
  }

  private Object look(String path, Object object, boolean without, boolean trusting) {
    leavesOut = without;
    lenient = trusting;
    within.clear();
    try {
      return see(object);
    } catch (Unconvertible e) {
      throw new BadAdapterException(path + e.getMessage());
    }
  }

  private Object see(Object object) {
    if (object == null) {
      return null;
    }
    Shape shape = shapes.get(object.getClass());
    if (shape == null) {
      shape = Shape.of(object.getClass(), mayDiffer, immutable);
      shapes.put(object.getClass(), shape);
    }
    if (shape.kind() == Shape.Kind.PLAIN) {
      return object;
    } else if (shape.kind() == Shape.Kind.OPAQUE) {
      return opaque(object);
    }
    for (int i = within.size() - 1; i >= 0; i--) {
      if (within.get(i) == object) {
        return new Seen.Loop(within.size() - i);
      }
    }
    within.add(object);
    Object seen = shape.kind() == Shape.Kind.CONTENTS ? contents(object) : fields(object, shape);
    within.remove(within.size() - 1);
    return seen;
  }

  private Object opaque(Object object) {
    if (lenient) {
      return new Seen.Opaque(object.getClass());
    }
    throw new Unconvertible(" is a " + object.getClass().getName() + ", which cannot be looked into; if no step depends"
        + " on it, say so with @MayDiffer; if it never changes, name its class in @SpecState(immutable = ...)");
  }

  private Object fields(Object object, Shape shape) {
    int first = shape.kind() == Shape.Kind.BOTH ? 1 : 0;
    Object[] values = new Object[shape.names().size()];
    if (first > 0) {
      values[0] = contents(object);
    }
    boolean outer = lenient;
    for (int i = first; i < values.length; i++) {
      boolean differs = shape.mayDiffer().get(i - first);
      lenient = outer || differs;
      values[i] = differs && leavesOut
          ? Seen.LEFT_OUT : field(object, shape.calls().get(i - first), shape.names().get(i));
    }
    lenient = outer;
    return new Seen(object.getClass(), shape.names(), values);
  }

  private Object field(Object object, Call call, String name) {
    try {
      return see(call.on(object));
    } catch (Unconvertible e) {
      throw new Unconvertible("." + name + e.getMessage());
    }
  }

  private Object contents(Object object) {
    if (object instanceof Map<?, ?> map) {
      return entries(map);
    } else if (object instanceof Collection<?> collection) {
      List<Object> elements = list(collection.toArray());
      return object instanceof Set && !(object instanceof LinkedHashSet) ? bag(elements) : elements;
    } else if (object instanceof Optional<?> optional) {
      return list(optional.stream().toArray());
    } else if (object instanceof AtomicReference<?> reference) {
      return list(new Object[] {reference.get()});
    } else if (object.getClass().isArray()) {
      Object[] elements = new Object[Array.getLength(object)];
      Arrays.setAll(elements, i -> Array.get(object, i));
      return list(elements);
    }
    // The other atomics.
    return object.toString();
  }

  private List<Object> list(Object[] elements) {
    List<Object> seen = new ArrayList<>(elements.length);
    for (Object element : elements) {
      seen.add(see(element));
    }
    return seen;
  }

  private Object entries(Map<?, ?> map) {
    Map<Object, Object> seen = new LinkedHashMap<>();
    map.forEach((key, value) -> seen.put(see(key), see(value)));
    if (seen.size() == map.size() && !(map instanceof LinkedHashMap)) {
      return seen;
    }
    List<Object> pairs = new ArrayList<>();
    map.forEach((key, value) -> pairs.add(list(new Object[] {key, value})));
    return map instanceof LinkedHashMap ? pairs : bag(pairs);
  }

  /** Elements whatever their order; they may look alike without being equal. */
  private static Object bag(List<Object> elements) {
    Set<Object> distinct = new HashSet<>(elements);
    if (distinct.size() == elements.size()) {
      return distinct;
    }
    Map<Object, Integer> counts = new HashMap<>();
    elements.forEach(element -> counts.merge(element, 1, Integer::sum));
    return counts;
  }
}
