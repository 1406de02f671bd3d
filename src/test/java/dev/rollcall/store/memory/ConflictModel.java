package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.SerialModel;
import dev.rollcall.store.Step;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which keys one transaction's steps read and wrote, by the rules of the SPI, key by key. A conflict range
 * that steps can make begins at one of the steps' keys or right after it, so these points tell any two
 * ranges apart.
 */
final class ConflictModel extends SerialModel {

  final Set<Bytes> written = new TreeSet<>();
  private final Set<Bytes> read = new TreeSet<>();
  private final Set<Bytes> known = new TreeSet<>();

  ConflictModel(SerialModel initial) {
    super(initial);
  }

  boolean conflictsWith(Set<Bytes> writtenByOthers) {
    return !written.isEmpty() && !Collections.disjoint(read, writtenByOthers);
  }

  private static void forEachPoint(KeyRange range, Consumer<Bytes> action) {
    for (int i = 0; i < Step.KEYS; i++) {
      for (Bytes point : List.of(Step.key(i), Step.key(i).successor())) {
        if (range.contains(point)) {
          action.accept(point);
        }
      }
    }
  }

  private void read(Bytes point) {
    if (!known.contains(point)) {
      read.add(point);
    }
  }

  @Override
  public Bytes get(Bytes key) {
    read(key);
    return super.get(key);
  }

  @Override
  public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
    List<KeyValue> entries = super.getRange(range, limit, reverse);
    forEachPoint(range, point -> {
      if (limit == UNLIMITED || entries.size() < limit || upTo(entries.get(limit - 1).key(), point, reverse)) {
        read(point);
      }
    });
    return entries;
  }

  private static boolean upTo(Bytes last, Bytes point, boolean reverse) {
    return reverse ? point.compareTo(last) >= 0 : point.compareTo(last) <= 0;
  }

  @Override
  public void set(Bytes key, Bytes value) {
    super.set(key, value);
    written.add(key);
    known.add(key);
  }

  @Override
  public void clear(Bytes key) {
    super.clear(key);
    written.add(key);
    known.add(key);
  }

  @Override
  public void clearRange(KeyRange range) {
    super.clearRange(range);
    forEachPoint(range, written::add);
    forEachPoint(range, known::add);
  }

  @Override
  public void add(Bytes key, long delta) {
    super.add(key, delta);
    written.add(key);
  }
}
