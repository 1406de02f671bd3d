package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A growing set of keys and key ranges, as a transaction conflicts on them. A plain list as long as it is short, because
 * a protocol transaction touches a handful; then a search tree. Written by one thread, and only read once shared.
 */
final class KeySet {

  /** As many as a list may have. */
  static final int FEW = 16;

  private static final Bytes[] NONE = {};

  private Bytes[] begins = NONE;

  /** Exclusive; null where the entry is the single key {@code begins[i]}. */
  private Bytes[] ends = NONE;

  private int size;

  /** From begins to ends as before, none overlapping another; null while there are few, and then all there is. */
  private TreeMap<Bytes, Bytes> many;

  boolean isEmpty() {
    return size == 0 && many == null;
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
    if (many == null && size == FEW) {
      becomeMany();
    }
    if (many != null) {
      merge(begin, end);
      return;
    }
    if (size == begins.length) {
      int capacity = Math.max(FEW / 2, size * 2);
      begins = Arrays.copyOf(begins, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    begins[size] = begin;
    ends[size] = end;
    size++;
  }

  private void becomeMany() {
    many = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      merge(begins[i], ends[i]);
    }
    begins = NONE;
    ends = NONE;
    size = 0;
  }

  private void merge(Bytes begin, Bytes end) {
    if (end == null) {
      if (!contains(begin)) {
        many.put(begin, null);
      }
      return;
    }
    Bytes from = begin;
    Bytes to = end;
    Map.Entry<Bytes, Bytes> overlapping = many.lowerEntry(end);
    while (overlapping != null && end(overlapping).compareTo(begin) > 0) {
      from = min(from, overlapping.getKey());
      to = max(to, end(overlapping));
      many.remove(overlapping.getKey());
      overlapping = many.lowerEntry(end);
    }
    many.put(from, to);
  }

  private static Bytes end(Map.Entry<Bytes, Bytes> range) {
    return range.getValue() == null ? range.getKey().successor() : range.getValue();
  }

  private static Bytes min(Bytes a, Bytes b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Bytes max(Bytes a, Bytes b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Tells all of it, single keys with null for their end. */
  void forEach(BiConsumer<Bytes, Bytes> action) {
    for (int i = 0; i < size; i++) {
      action.accept(begins[i], ends[i]);
    }
    if (many != null) {
      many.forEach(action);
    }
  }

  boolean contains(Bytes key) {
    if (many != null) {
      Map.Entry<Bytes, Bytes> range = many.floorEntry(key);
      return range != null && covers(range.getKey(), range.getValue(), key);
    }
    for (int i = 0; i < size; i++) {
      if (covers(begins[i], ends[i], key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(Bytes begin, Bytes end, Bytes key) {
    return end == null ? begin.equals(key) : begin.compareTo(key) <= 0 && key.compareTo(end) < 0;
  }

  boolean intersects(Bytes begin, Bytes end) {
    if (many != null) {
      Map.Entry<Bytes, Bytes> range = many.lowerEntry(end);
      return range != null && endsAfter(range.getKey(), range.getValue(), begin);
    }
    for (int i = 0; i < size; i++) {
      if (begins[i].compareTo(end) < 0 && endsAfter(begins[i], ends[i], begin)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsAfter(Bytes begin, Bytes end, Bytes key) {
    return end == null ? begin.compareTo(key) >= 0 : end.compareTo(key) > 0;
  }

  /** Looks up each range of the smaller set in the other. */
  boolean intersects(KeySet other) {
    if (many != null && (other.many == null || other.many.size() < many.size())) {
      return other.intersects(this);
    }
    for (int i = 0; i < size; i++) {
      if (other.meets(begins[i], ends[i])) {
        return true;
      }
    }
    if (many != null) {
      for (Map.Entry<Bytes, Bytes> range : many.entrySet()) {
        if (other.meets(range.getKey(), range.getValue())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean meets(Bytes begin, Bytes end) {
    return end == null ? contains(begin) : intersects(begin, end);
  }

  /** The size of the conflict ranges, as FoundationDB's client counts it. */
  long bytes() {
    long bytes = 0;
    for (int i = 0; i < size; i++) {
      bytes += bytes(begins[i], ends[i]);
    }
    if (many != null) {
      for (Map.Entry<Bytes, Bytes> range : many.entrySet()) {
        bytes += bytes(range.getKey(), range.getValue());
      }
    }
    return bytes;
  }

  static long bytes(Bytes begin, Bytes end) {
    return (long) begin.length() + (end == null ? begin.length() + 1 : end.length()) + Mutation.OVERHEAD;
  }

  /** Adds what {@code except} leaves of the range from {@code begin} to {@code end}. */
  void addExcept(Bytes begin, Bytes end, KeySet except) {
    Bytes from = begin;
    if (except.size > 0) {
      except.becomeMany();
    }
    if (except.many != null) {
      Map.Entry<Bytes, Bytes> before = except.many.floorEntry(begin);
      if (before != null) {
        from = max(from, end(before));
      }
      for (Map.Entry<Bytes, Bytes> hole : except.many.subMap(begin, false, end, false).entrySet()) {
        add(from, hole.getKey());
        from = end(hole);
      }
    }
    add(from, end);
  }
}
