package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import java.util.Iterator;
import java.util.List;

/**
 * The contents of a {@link MemoryStore} at one moment, to look at, to compare and to restore. Immutable
 * and safe to share between threads; iteration is in key order.
 *
 * <p>Two snapshots are equal if they hold the same keys and values, whichever transactions put them
 * there; the version that the store's next versionstamp follows on does not count.
 */
public final class MemorySnapshot implements ReadView, Iterable<KeyValue> {

  /** No keys, and no version used. */
  public static final MemorySnapshot EMPTY = new MemorySnapshot(SortedEntries.EMPTY, 0);

  final SortedEntries entries;
  final long version;

  MemorySnapshot(SortedEntries entries, long version) {
    this.entries = entries;
    this.version = version;
  }

  @Override
  public Bytes get(Bytes key) {
    return entries.get(key);
  }

  @Override
  public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit " + limit + " is negative");
    }
    return entries.range(range, limit, reverse);
  }

  /** The number of keys. */
  public int size() {
    return entries.size();
  }

  @Override
  public Iterator<KeyValue> iterator() {
    return entries.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof MemorySnapshot that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (KeyValue entry : this) {
      text.append(text.length() == 1 ? "" : ", ").append(entry);
    }
    return text.append("}").toString();
  }
}
