package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyValue;
import java.util.List;
import java.util.TreeMap;

/** A write of a transaction, to be applied to whatever the store holds at its commit. Immutable. */
sealed interface Mutation {

  /** What FoundationDB's client counts for a mutation or a conflict range besides its bytes. */
  int OVERHEAD = 28;

  SortedEntries applyTo(SortedEntries entries);

  /** The size of it alone. */
  long bytes();

  /**
   * Counts it after those before it, as FoundationDB's client sends them: of the writes of one key only the last.
   *
   * @param written sizes by key
   */
  void count(TreeMap<Bytes, Long> written, KeySet cleared);

  /** The size of all that is sent for these. */
  static long bytes(List<Mutation> mutations) {
    TreeMap<Bytes, Long> written = new TreeMap<>();
    KeySet cleared = new KeySet();
    mutations.forEach(mutation -> mutation.count(written, cleared));
    return cleared.bytes() + written.values().stream().mapToLong(Long::longValue).sum();
  }

  /** See {@link dev.rollcall.store.Transaction#set}. */
  record Put(KeyValue entry) implements Mutation {
    @Override
    public SortedEntries applyTo(SortedEntries entries) {
      return entries.put(entry);
    }

    @Override
    public long bytes() {
      return (long) entry.key().length() + entry.value().length() + OVERHEAD;
    }

    @Override
    public void count(TreeMap<Bytes, Long> written, KeySet cleared) {
      written.put(entry.key(), bytes());
    }
  }

  /** See {@link dev.rollcall.store.Transaction#add}. */
  record Add(Bytes key, long delta) implements Mutation {
    @Override
    public SortedEntries applyTo(SortedEntries entries) {
      Bytes old = entries.get(key);
      long number = old == null ? 0 : old.littleEndianLong();
      return entries.put(new KeyValue(key, Bytes.littleEndian(number + delta)));
    }

    @Override
    public long bytes() {
      return (long) key.length() + Long.BYTES + OVERHEAD;
    }

    @Override
    public void count(TreeMap<Bytes, Long> written, KeySet cleared) {
      written.putIfAbsent(key, bytes());
    }
  }

  /**
   * See {@link dev.rollcall.store.Transaction#clear} and {@link dev.rollcall.store.Transaction#clearRange}.
   *
   * @param end null for the single key {@code begin}
   */
  record Clear(Bytes begin, Bytes end) implements Mutation {
    @Override
    public SortedEntries applyTo(SortedEntries entries) {
      return end == null ? entries.remove(begin) : entries.removeRange(begin, end);
    }

    @Override
    public long bytes() {
      return KeySet.bytes(begin, end);
    }

    @Override
    public void count(TreeMap<Bytes, Long> written, KeySet cleared) {
      Bytes exclusive = end == null ? begin.successor() : end;
      written.subMap(begin, exclusive).clear();
      cleared.add(begin, exclusive);
    }
  }
}
