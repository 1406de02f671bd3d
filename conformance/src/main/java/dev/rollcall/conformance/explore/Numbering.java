package dev.rollcall.conformance.explore;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives equal objects one number, counting from 0. Keeps one of each. Thread-safe. */
final class Numbering<T> {
  private final ConcurrentHashMap<T, Integer> numbers = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();

  int of(T object) {
    Integer known = numbers.get(object);
    return known != null ? known : numbers.computeIfAbsent(object, key -> next.getAndIncrement());
  }

  /** The object with a number that was given out; takes time, for messages. */
  T withNumber(int number) {
    return numbers.entrySet().stream()
        .filter(entry -> entry.getValue() == number).findFirst().orElseThrow().getKey();
  }

  int size() {
    return numbers.size();
  }
}
