package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * A place where two values differ, as text for people.
 *
 * @param path the place, such as {@code records[n1].state} or {@code members contains n1}
 * @param left what the first value has there
 * @param right what the second value has there
 */
public record Difference(String path, String left, String right) {
  private static final String ABSENT = "(absent)";

  /** The narrowest places where two values differ, in the order of their keys; empty if equal. */
  public static List<Difference> between(String path, Value left, Value right) {
    List<Difference> found = new ArrayList<>();
    collect(path, left, right, found);
    return found;
  }

  private static void collect(String path, Value left, Value right, List<Difference> found) {
    if (left.equals(right)) {
      return;
    }
    if (left instanceof Value.Rec a && right instanceof Value.Rec b) {
      collectEntries(path + ".", "", a.fields(), b.fields(), found);
    } else if (left instanceof Value.Fun a && right instanceof Value.Fun b) {
      collectEntries(path + "[", "]", a.entries(), b.entries(), found);
    } else if (left instanceof Value.Seq a && right instanceof Value.Seq b) {
      collectElements(path, a.elements(), b.elements(), found);
    } else if (left instanceof Value.Set a && right instanceof Value.Set b && overlap(a, b)) {
      collectMembers(path, a, b, found);
    } else {
      found.add(new Difference(path, left.toString(), right.toString()));
    }
  }

  private static <K extends Comparable<? super K>> void collectEntries(
      String open,
      String close,
      SortedMap<K, Value> left,
      SortedMap<K, Value> right,
      List<Difference> found) {
    TreeSet<K> keys = new TreeSet<>(left.keySet());
    keys.addAll(right.keySet());
    for (K key : keys) {
      collectOptional(open + key + close, left.get(key), right.get(key), found);
    }
  }

  private static void collectElements(
      String path, List<Value> left, List<Value> right, List<Difference> found) {
    if (left.size() != right.size()) {
      // One element more or less shifts the rest: positions would all differ and say little.
      String shownLeft = Value.seqOf(left).toString();
      found.add(new Difference(path, shownLeft, Value.seqOf(right).toString()));
      return;
    }
    for (int i = 0; i < left.size(); i++) {
      collect(path + "[" + (i + 1) + "]", left.get(i), right.get(i), found);
    }
  }

  private static void collectOptional(
      String path, Value left, Value right, List<Difference> found) {
    if (left == null || right == null) {
      String shownLeft = left == null ? ABSENT : left.toString();
      found.add(new Difference(path, shownLeft, right == null ? ABSENT : right.toString()));
    } else {
      collect(path, left, right, found);
    }
  }

  /** Whether naming the elements that differ is shorter than showing both sets. */
  private static boolean overlap(Value.Set a, Value.Set b) {
    return a.elements().size() + b.elements().size() > 6
        && a.elements().stream().anyMatch(b::contains);
  }

  private static void collectMembers(
      String path, Value.Set left, Value.Set right, List<Difference> found) {
    TreeSet<Value> all = new TreeSet<>(left.elements());
    all.addAll(right.elements());
    for (Value element : all) {
      boolean inLeft = left.contains(element);
      if (inLeft != right.contains(element)) {
        String place = path + " contains " + element;
        found.add(new Difference(place, inLeft ? "yes" : "no", inLeft ? "no" : "yes"));
      }
    }
  }

  /** All differences between two states' variables, in the order of the first. */
  static List<VariableDifference> betweenStates(
      Map<String, Value> expected, Map<String, Value> actual) {
    List<VariableDifference> found = new ArrayList<>();
    expected.forEach(
        (name, value) -> {
          Value other = actual.get(name);
          if (!value.equals(other)) {
            found.add(VariableDifference.of(name, value, other));
          }
        });
    return found;
  }
}
