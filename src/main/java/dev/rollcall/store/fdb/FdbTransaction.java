package dev.rollcall.store.fdb;

import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.MutationType;
import com.apple.foundationdb.Range;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.StoreLimits;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.Versionstamp;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One attempt at a transaction of FoundationDB; it is never retried here. Not thread-safe. */
final class FdbTransaction implements Transaction {
  private static final int USER_VERSION = 2;

  private final FdbStore store;
  private final com.apple.foundationdb.Transaction transaction;
  private final KeyPrefix prefix;
  private final ReadView reads;
  private final ReadView snapshot;
  private final List<CompletableFuture<Void>> watches = new ArrayList<>(0);
  private int stamped;
  private boolean writes;
  private boolean done;

  FdbTransaction(FdbStore store, com.apple.foundationdb.Transaction transaction, KeyPrefix prefix) {
    this.store = store;
    this.transaction = transaction;
    this.prefix = prefix;
    this.reads = new FdbReads(transaction, prefix, FdbErrors::ofRead);
    this.snapshot = new FdbReads(transaction.snapshot(), prefix, FdbErrors::ofRead);
    // Asked for now, so that the state read is that of the beginning; waited for by the first read.
    transaction.getReadVersion();
  }

  @Override
  public Bytes get(Bytes key) {
    checkUsable();
    return reads.get(key);
  }

  @Override
  public List<Bytes> getAll(List<Bytes> keys) {
    checkUsable();
    return reads.getAll(keys);
  }

  @Override
  public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
    checkUsable();
    return reads.getRange(range, limit, reverse);
  }

  @Override
  public ReadView snapshot() {
    checkUsable();
    return new ReadView() {
      @Override
      public Bytes get(Bytes key) {
        checkUsable();
        return snapshot.get(key);
      }

      @Override
      public List<Bytes> getAll(List<Bytes> keys) {
        checkUsable();
        return snapshot.getAll(keys);
      }

      @Override
      public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
        checkUsable();
        return snapshot.getRange(range, limit, reverse);
      }
    };
  }

  @Override
  public void set(Bytes key, Bytes value) {
    checkUsable();
    StoreLimits.checkKey(key);
    StoreLimits.checkValue(key, value);
    write(() -> transaction.set(prefix.in(key), value.toByteArray()));
  }

  @Override
  public void clear(Bytes key) {
    checkUsable();
    StoreLimits.checkKey(key);
    write(() -> transaction.clear(prefix.in(key)));
  }

  @Override
  public void clearRange(KeyRange range) {
    checkUsable();
    StoreLimits.checkRange(range);
    if (!range.isEmpty()) {
      write(() -> transaction.clear(prefix.in(range)));
    }
  }

  @Override
  public void add(Bytes key, long delta) {
    checkUsable();
    StoreLimits.checkKey(key);
    write(() -> transaction.mutate(MutationType.ADD, prefix.in(key), Bytes.littleEndian(delta).toByteArray()));
  }

  @Override
  public void setVersionstampedKey(Bytes keyPrefix, Bytes suffix, Bytes value) {
    checkUsable();
    if (stamped > 0xffff) {
      throw new IllegalStateException(
          "a transaction has at most 65536 versionstamped keys; prefix '" + keyPrefix + "'");
    }
    Bytes placeholder = Bytes.of(new byte[Versionstamp.LENGTH + USER_VERSION]);
    Bytes stampedKey = keyPrefix.concat(placeholder).concat(suffix);
    StoreLimits.checkKey(stampedKey);
    StoreLimits.checkValue(keyPrefix, value);
    // Behind the key the binding wants where in it the versionstamp goes.
    int stamp = prefix.length() + keyPrefix.length();
    byte[] key = prefix.in(stampedKey.concat(Bytes.of(new byte[Integer.BYTES])));
    ByteBuffer.wrap(key).putShort(stamp + Versionstamp.LENGTH, (short) stamped);
    ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).putInt(key.length - Integer.BYTES, stamp);
    write(() -> transaction.mutate(MutationType.SET_VERSIONSTAMPED_KEY, key, value.toByteArray()));
    stamped++;
  }

  @Override
  public void addReadConflict(KeyRange range) {
    checkUsable();
    StoreLimits.checkRange(range);
    Range absolute = prefix.in(range);
    transaction.addReadConflictRangeIfNotSnapshot(absolute.begin, absolute.end);
  }

  @Override
  public void addReadConflict(Bytes key) {
    checkUsable();
    StoreLimits.checkKey(key);
    transaction.addReadConflictKeyIfNotSnapshot(prefix.in(key));
  }

  @Override
  public void addWriteConflict(KeyRange range) {
    checkUsable();
    StoreLimits.checkRange(range);
    if (!range.isEmpty()) {
      Range absolute = prefix.in(range);
      write(() -> transaction.addWriteConflictRange(absolute.begin, absolute.end));
    }
  }

  @Override
  public void addWriteConflict(Bytes key) {
    checkUsable();
    StoreLimits.checkKey(key);
    write(() -> transaction.addWriteConflictKey(prefix.in(key)));
  }

  private void write(Runnable call) {
    try {
      call.run();
      writes = true;
    } catch (FDBException e) {
      throw FdbErrors.ofRead(e, "write");
    }
  }

  @Override
  public CompletableFuture<Void> watch(Bytes key) {
    // The binding's watch makes no read conflict of its own.
    get(key);
    try {
      CompletableFuture<Void> watch = store.watches().open(transaction.watch(prefix.in(key)));
      watches.add(watch);
      return watch;
    } catch (FDBException e) {
      throw FdbErrors.ofRead(e, "watch of key '" + key + "'");
    }
  }

  @Override
  public CommitOutcome commit() {
    checkUsable();
    done = true;
    CommitOutcome outcome = null;
    try {
      outcome = writes ? commitWrites() : commitReads();
      return outcome;
    } finally {
      if (!(outcome instanceof CommitOutcome.Committed)) {
        watches.forEach(watch -> watch.cancel(true));
      }
      transaction.close();
    }
  }

  /** Nothing is sent but watches. */
  private CommitOutcome commitReads() {
    try {
      transaction.commit().join();
      return CommitOutcome.Committed.READ_ONLY;
    } catch (CompletionException e) {
      throw FdbErrors.ofRead(FdbErrors.cause(e), "commit");
    }
  }

  private CommitOutcome commitWrites() {
    byte[] mark = store.pending().newMark();
    transaction.addReadConflictKey(mark);
    CompletableFuture<byte[]> versionstamp = transaction.getVersionstamp();
    try {
      transaction.commit().join();
      return new CommitOutcome.Committed(Versionstamp.at(Bytes.of(versionstamp.join()), 0));
    } catch (CompletionException e) {
      FDBException error = FdbErrors.cause(e);
      FdbErrors.Meaning meaning = FdbErrors.duringCommit(error.getCode());
      return switch (meaning) {
        case CONFLICT -> CommitOutcome.Conflict.INSTANCE;
        case MAYBE -> CommitOutcome.Unknown.INSTANCE;
        case MAYBE_STILL -> {
          store.pending().add(mark);
          yield CommitOutcome.Unknown.INSTANCE;
        }
        case NOTHING, CALLER, MISUSE -> throw FdbErrors.exception(meaning, error, "commit");
      };
    }
  }

  @Override
  public void close() {
    if (!done) {
      done = true;
      watches.forEach(watch -> watch.cancel(true));
      transaction.close();
    }
  }

  private void checkUsable() {
    if (done) {
      throw new IllegalStateException("the transaction was committed or closed; begin a new one");
    }
    store.checkOpen();
  }
}
