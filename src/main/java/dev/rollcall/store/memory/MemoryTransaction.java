package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.StoreLimits;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.Versionstamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A transaction on a {@link MemoryStore}. Writes are applied at once to a private version of the map, so
 * that reads see them; if nothing else was committed meanwhile, the commit installs that map as it is.
 */
final class MemoryTransaction implements Transaction {

  /** After every versionstamp, whatever follows it. */
  private static final Bytes STAMP_END = new Versionstamp(Long.MAX_VALUE, 0xffff).toBytes();

  final Version start;
  final KeySet reads = new KeySet();
  final KeySet writes = new KeySet();
  List<Watches.Watch> watches = List.of();

  private final MemoryStore store;
  private final List<UnaryOperator<SortedEntries>> mutations = new ArrayList<>(4);

  /** Keys this transaction has set or cleared, whatever others do: reading them is no news. */
  private final KeySet known = new KeySet();

  private List<StampedWrite> stamped = List.of();
  private final KeySet unreadable = new KeySet();
  private SortedEntries view;
  private boolean spoiled;
  private boolean done;

  private record StampedWrite(Bytes prefix, Bytes suffix, Bytes value) {}

  MemoryTransaction(MemoryStore store, Version start) {
    this.store = store;
    this.start = start;
    this.view = start.entries;
  }

  @Override
  public Bytes get(Bytes key) {
    Bytes value = read(key);
    addReadConflict(key);
    return value;
  }

  @Override
  public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
    List<KeyValue> entries = read(range, limit, reverse);
    KeyRange covered = covered(range, entries, limit, reverse);
    reads.addExcept(covered.begin(), covered.end(), known);
    return entries;
  }

  @Override
  public ReadView snapshot() {
    checkUsable();
    return new ReadView() {
      @Override
      public Bytes get(Bytes key) {
        return read(key);
      }

      @Override
      public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
        return read(range, limit, reverse);
      }
    };
  }

  private Bytes read(Bytes key) {
    checkUsable();
    StoreLimits.checkKey(key);
    if (unreadable.contains(key)) {
      spoiled = true;
      throw new IllegalStateException("key '" + key + "' may be one this transaction is yet to versionstamp");
    }
    return view.get(key);
  }

  private List<KeyValue> read(KeyRange range, int limit, boolean reverse) {
    checkUsable();
    StoreLimits.checkRange(range);
    if (limit < 0) {
      throw new IllegalArgumentException("limit " + limit + " is negative");
    }
    List<KeyValue> entries = view.range(range, limit, reverse);
    KeyRange covered = covered(range, entries, limit, reverse);
    if (unreadable.intersects(covered.begin(), covered.end())) {
      spoiled = true;
      throw new IllegalStateException("keys from '" + covered.begin() + "' to '" + covered.end()
          + "' may include one this transaction is yet to versionstamp");
    }
    return entries;
  }

  private static KeyRange covered(KeyRange range, List<KeyValue> entries, int limit, boolean reverse) {
    if (limit == UNLIMITED || entries.size() < limit) {
      return range;
    }
    Bytes last = entries.get(limit - 1).key();
    return reverse ? new KeyRange(last, range.end()) : new KeyRange(range.begin(), last.successor());
  }

  @Override
  public void set(Bytes key, Bytes value) {
    checkUsable();
    StoreLimits.checkKey(key);
    StoreLimits.checkValue(key, value);
    KeyValue entry = new KeyValue(key, value);
    mutate(entries -> entries.put(entry));
    writes.add(key);
    known.add(key);
  }

  @Override
  public void clear(Bytes key) {
    checkUsable();
    StoreLimits.checkKey(key);
    mutate(entries -> entries.remove(key));
    writes.add(key);
    known.add(key);
  }

  @Override
  public void clearRange(KeyRange range) {
    checkUsable();
    StoreLimits.checkRange(range);
    if (range.isEmpty()) {
      return;
    }
    mutate(entries -> entries.removeRange(range));
    writes.add(range.begin(), range.end());
    known.add(range.begin(), range.end());
  }

  @Override
  public void add(Bytes key, long delta) {
    checkUsable();
    StoreLimits.checkKey(key);
    mutate(entries -> {
      Bytes old = entries.get(key);
      long number = old == null ? 0 : old.littleEndianLong();
      return entries.put(new KeyValue(key, Bytes.littleEndian(number + delta)));
    });
    writes.add(key);
  }

  private void mutate(UnaryOperator<SortedEntries> mutation) {
    mutations.add(mutation);
    view = mutation.apply(view);
  }

  @Override
  public void setVersionstampedKey(Bytes prefix, Bytes suffix, Bytes value) {
    checkUsable();
    if (stamped.size() > 0xffff) {
      throw new IllegalStateException("a transaction has at most 65536 versionstamped keys; prefix '" + prefix + "'");
    }
    Bytes first = prefix.concat(new Versionstamp(start.number, 0).toBytes()).concat(userVersion(0)).concat(suffix);
    StoreLimits.checkKey(first);
    StoreLimits.checkValue(first, value);
    if (stamped.isEmpty()) {
      stamped = new ArrayList<>(2);
    }
    stamped.add(new StampedWrite(prefix, suffix, value));
    unreadable.add(prefix.concat(new Versionstamp(start.number, 0).toBytes()), prefix.concat(STAMP_END));
  }

  private static Bytes userVersion(int number) {
    return Bytes.of((byte) (number >>> 8), (byte) number);
  }

  @Override
  public void addReadConflict(KeyRange range) {
    checkUsable();
    StoreLimits.checkRange(range);
    reads.addExcept(range.begin(), range.end(), known);
  }

  @Override
  public void addReadConflict(Bytes key) {
    checkUsable();
    StoreLimits.checkKey(key);
    if (!known.contains(key)) {
      reads.add(key);
    }
  }

  @Override
  public void addWriteConflict(KeyRange range) {
    checkUsable();
    StoreLimits.checkRange(range);
    writes.add(range.begin(), range.end());
  }

  @Override
  public void addWriteConflict(Bytes key) {
    checkUsable();
    StoreLimits.checkKey(key);
    writes.add(key);
  }

  @Override
  public CompletableFuture<Void> watch(Bytes key) {
    Watches.Watch watch = new Watches.Watch(key, get(key), new CompletableFuture<>());
    if (watches.isEmpty()) {
      watches = new ArrayList<>(2);
    }
    watches.add(watch);
    return watch.future();
  }

  @Override
  public CommitOutcome commit() {
    checkUsable();
    if (spoiled) {
      throw new IllegalStateException("the transaction has read where a versionstamped key of its own may come to be");
    }
    CommitOutcome outcome = store.commit(this);
    done = true;
    if (!(outcome instanceof CommitOutcome.Committed)) {
      Watches.cancel(watches);
    }
    return outcome;
  }

  @Override
  public void close() {
    if (!done) {
      done = true;
      store.release(start);
      Watches.cancel(watches);
    }
  }

  boolean isReadOnly() {
    return writes.isEmpty() && stamped.isEmpty();
  }

  /** What the store holds after this transaction, which is committed after {@code latest} at {@code stamp}. */
  SortedEntries applyTo(Version latest, Versionstamp stamp) {
    SortedEntries entries = view;
    if (latest != start) {
      entries = latest.entries;
      for (UnaryOperator<SortedEntries> mutation : mutations) {
        entries = mutation.apply(entries);
      }
    }
    for (int i = 0; i < stamped.size(); i++) {
      StampedWrite write = stamped.get(i);
      Bytes key = write.prefix().concat(stamp.toBytes()).concat(userVersion(i)).concat(write.suffix());
      entries = entries.put(new KeyValue(key, write.value()));
      writes.add(key);
    }
    return entries;
  }

  private void checkUsable() {
    if (done) {
      throw new IllegalStateException("the transaction was committed or closed; begin a new one");
    }
  }
}
