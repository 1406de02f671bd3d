package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A growing set of keys and key ranges, as a transaction conflicts on them. Kept as a plain list, because
 * a protocol transaction touches a handful. Written by one thread, and only read once shared.
 */
final class KeySet {

  private static final Bytes[] NONE = {};

  private Bytes[] begins = NONE;

  /** Exclusive; null where the entry is the single key {@code begins[i]}. */
  private Bytes[] ends = NONE;

  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(Bytes key) {
    append(key, null);
  }

  void add(Bytes begin, Bytes end) {
    if (begin.compareTo(end) < 0) {
      append(begin, end);
    }
  }

  private void append(Bytes begin, Bytes end) {
    if (size == begins.length) {
      int capacity = Math.max(8, size * 2);
      begins = Arrays.copyOf(begins, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    begins[size] = begin;
    ends[size] = end;
    size++;
  }

  /** Whether it has more than single keys. */
  boolean hasRanges() {
    for (int i = 0; i < size; i++) {
      if (ends[i] != null) {
        return true;
      }
    }
    return false;
  }

  /** The single keys, in the order in which they were added. */
  void forEachKey(Consumer<Bytes> action) {
    for (int i = 0; i < size; i++) {
      if (ends[i] == null) {
        action.accept(begins[i]);
      }
    }
  }

  boolean contains(Bytes key) {
    for (int i = 0; i < size; i++) {
      if (ends[i] == null ? begins[i].equals(key) : covers(i, key)) {
        return true;
      }
    }
    return false;
  }

  private boolean covers(int i, Bytes key) {
    return begins[i].compareTo(key) <= 0 && key.compareTo(ends[i]) < 0;
  }

  boolean intersects(KeySet other) {
    for (int i = 0; i < size; i++) {
      if (ends[i] == null ? other.contains(begins[i]) : other.intersects(begins[i], ends[i])) {
        return true;
      }
    }
    return false;
  }

  boolean intersects(Bytes begin, Bytes end) {
    for (int i = 0; i < size; i++) {
      boolean endsAfterBegin = ends[i] == null ? begin.compareTo(begins[i]) <= 0 : begin.compareTo(ends[i]) < 0;
      if (endsAfterBegin && begins[i].compareTo(end) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Adds what {@code except} leaves of the range from {@code begin} to {@code end}. */
  void addExcept(Bytes begin, Bytes end, KeySet except) {
    addExcept(begin, end, except, 0);
  }

  private void addExcept(Bytes begin, Bytes end, KeySet except, int index) {
    Bytes from = begin;
    for (int i = index; i < except.size; i++) {
      Bytes holeBegin = except.begins[i];
      Bytes holeEnd = except.ends[i] == null ? holeBegin.successor() : except.ends[i];
      if (from.compareTo(holeEnd) < 0 && holeBegin.compareTo(end) < 0) {
        if (from.compareTo(holeBegin) < 0) {
          addExcept(from, holeBegin, except, i + 1);
        }
        from = holeEnd;
        if (from.compareTo(end) >= 0) {
          return;
        }
      }
    }
    add(from, end);
  }
}
