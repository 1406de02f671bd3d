package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers for each state of the spec what the system remembered when it first got there. States are told
 * apart as they are, also where the model takes permutations of them for one. Thread-safe.
 *
 * <p>A state is known by 64 bits made of the numbers of its values, as TLC knows it by 64 bits of their
 * fingerprints: two different states are taken for one with a chance of about n²/2⁶⁵.
 */
final class HiddenAudit {
  private final StateTable firstSeen = new StateTable();
  private final Numbering<Object> hiddenStates = new Numbering<>();
  private final List<Numbering<Value>> values = new ArrayList<>();

  HiddenAudit(int variables) {
    for (int i = 0; i < variables; i++) {
      values.add(new Numbering<>());
    }
  }

  /** The numbers of a state's values. */
  int[] numbers(VariableMap state) {
    int[] numbers = new int[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i).of(state.value(i));
    }
    return numbers;
  }

  /**
   * The key of a state.
   *
   * @param source a state from which it follows, with which it shares what has not changed
   * @param sourceNumbers that state's
   */
  long key(VariableMap state, VariableMap source, int[] sourceNumbers) {
    long key = 0;
    for (int i = 0; i < sourceNumbers.length; i++) {
      Value value = state.value(i);
      int number = value == source.value(i) ? sourceNumbers[i] : values.get(i).of(value);
      key = mix(key + number + 1);
    }
    return key;
  }

  /** What was remembered in this state before, if it was something else; null if it was the same. */
  Object otherThan(long key, Object hidden) {
    int number = hiddenStates.of(hidden);
    int first = firstSeen.putIfAbsent(key, 0, number);
    return first == number ? null : hiddenStates.withNumber(first);
  }

  /** Different states of the spec, permutations counted apart. */
  long states() {
    return firstSeen.size();
  }

  /** Different things that were remembered, over all states. */
  int hiddenStates() {
    return hiddenStates.size();
  }

  private static long mix(long bits) {
    long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
