package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.StoreLimits;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.Versionstamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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

  private static final long MOST_NANOS = StoreLimits.TRANSACTION_AGE.toNanos();

  private final MemoryStore store;
  private final long begunNanos;
  private final List<Mutation> mutations = new ArrayList<>(4);

  /** Keys this transaction has set or cleared, whatever others do: reading them is no news. */
  private final KeySet known = new KeySet();

  private List<StampedWrite> stamped = List.of();
  private final KeySet unreadable = new KeySet();
  private SortedEntries view;
  private long atMostWritten;
  private boolean spoiled;
  private boolean done;

  private record StampedWrite(Bytes prefix, Bytes suffix, Bytes value) {

    /** Of the value, the key, and both ends of its conflict range. */
    long bytes() {
      int key = prefix.length() + Versionstamp.LENGTH + Short.BYTES + suffix.length();
      return value.length() + 3L * key + 2 * Mutation.OVERHEAD;
    }
  }

  MemoryTransaction(MemoryStore store, Version start) {
    this.store = store;
    this.start = start;
    this.view = start.entries;
    this.begunNanos = store.nanoTime();
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
    checkKey(key);
    checkAge();
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
    checkAge();
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
    checkKey(key);
    checkValue(key, value);
    mutate(new Mutation.Put(new KeyValue(key, value)));
    writes.add(key);
    known.add(key);
  }

  @Override
  public void clear(Bytes key) {
    checkUsable();
    checkKey(key);
    mutate(new Mutation.Clear(key, null));
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
    mutate(new Mutation.Clear(range.begin(), range.end()));
    writes.add(range.begin(), range.end());
    known.add(range.begin(), range.end());
  }

  @Override
  public void add(Bytes key, long delta) {
    checkUsable();
    checkKey(key);
    mutate(new Mutation.Add(key, delta));
    writes.add(key);
  }

  private void mutate(Mutation mutation) {
    mutations.add(mutation);
    atMostWritten += mutation.bytes();
    view = mutation.applyTo(view);
  }

  @Override
  public void setVersionstampedKey(Bytes prefix, Bytes suffix, Bytes value) {
    checkUsable();
    if (stamped.size() > 0xffff) {
      throw new IllegalStateException("a transaction has at most 65536 versionstamped keys; prefix '" + prefix + "'");
    }
    Bytes first = prefix.concat(new Versionstamp(start.number, 0).toBytes()).concat(userVersion(0)).concat(suffix);
    checkKey(first);
    checkValue(first, value);
    if (stamped.isEmpty()) {
      stamped = new ArrayList<>(2);
    }
    StampedWrite write = new StampedWrite(prefix, suffix, value);
    stamped.add(write);
    atMostWritten += write.bytes();
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
    checkKey(key);
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
    checkKey(key);
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
    if (store.isLimited() && !isReadOnly() && isTooLarge()) {
      close();
      throw new IllegalArgumentException("the transaction writes keys and values, and has conflict ranges, of together "
          + "more than " + StoreLimits.TRANSACTION_BYTES + " bytes; nothing of it is applied");
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

  /** What is written again counts once, but it takes time to find out. */
  private boolean isTooLarge() {
    long most = StoreLimits.TRANSACTION_BYTES - reads.bytes() - writes.bytes();
    return atMostWritten > most
        && Mutation.bytes(mutations) + stamped.stream().mapToLong(StampedWrite::bytes).sum() > most;
  }

  boolean isTooOld() {
    return store.nanoTime() - begunNanos > MOST_NANOS;
  }

  boolean isReadOnly() {
    return writes.isEmpty() && stamped.isEmpty();
  }

  /** What the store holds after this transaction, which is committed after {@code latest} at {@code stamp}. */
  SortedEntries applyTo(Version latest, Versionstamp stamp) {
    SortedEntries entries = view;
    if (latest != start) {
      entries = latest.entries;
      for (Mutation mutation : mutations) {
        entries = mutation.applyTo(entries);
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

  private void checkKey(Bytes key) {
    if (store.isLimited()) {
      StoreLimits.checkKey(key);
    } else {
      StoreLimits.checkKeySpace(key);
    }
  }

  private void checkValue(Bytes key, Bytes value) {
    if (store.isLimited()) {
      StoreLimits.checkValue(key, value);
    }
  }

  private void checkAge() {
    if (isTooOld()) {
      throw new StoreUnavailableException("the transaction began more than " + StoreLimits.TRANSACTION_AGE.toSeconds()
          + " seconds ago, too long to read what the store then held; begin a new one");
    }
  }

  private void checkUsable() {
    if (done) {
      throw new IllegalStateException("the transaction was committed or closed; begin a new one");
    }
  }
}
