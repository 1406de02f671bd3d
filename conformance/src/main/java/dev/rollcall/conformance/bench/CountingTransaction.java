package dev.rollcall.conformance.bench;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.Versionstamp;
import java.util.concurrent.CompletableFuture;

/** A transaction that is counted; what it writes, once it is committed. Not thread-safe. */
final class CountingTransaction extends CountingReads implements Transaction {
  private static final int STAMP_BYTES = Versionstamp.LENGTH + Short.BYTES;

  private final Transaction transaction;
  private final Traffic traffic;
  private long keysWritten;
  private long bytesWritten;

  CountingTransaction(Transaction transaction, Traffic traffic) {
    super(transaction, traffic);
    this.transaction = transaction;
    this.traffic = traffic;
  }

  private void wrote(long bytes) {
    keysWritten++;
    bytesWritten += bytes;
  }

  @Override
  public ReadView snapshot() {
    return new CountingReads(transaction.snapshot(), traffic);
  }

  @Override
  public void set(Bytes key, Bytes value) {
    transaction.set(key, value);
    wrote(key.length() + value.length());
  }

  @Override
  public void clear(Bytes key) {
    transaction.clear(key);
    wrote(key.length());
  }

  @Override
  public void clearRange(KeyRange range) {
    transaction.clearRange(range);
    wrote(range.begin().length() + range.end().length());
  }

  @Override
  public void add(Bytes key, long delta) {
    transaction.add(key, delta);
    wrote(key.length() + Long.BYTES);
  }

  @Override
  public void setVersionstampedKey(Bytes prefix, Bytes suffix, Bytes value) {
    transaction.setVersionstampedKey(prefix, suffix, value);
    wrote(prefix.length() + STAMP_BYTES + suffix.length() + value.length());
  }

  @Override
  public void addReadConflict(KeyRange range) {
    transaction.addReadConflict(range);
  }

  @Override
  public void addReadConflict(Bytes key) {
    transaction.addReadConflict(key);
  }

  @Override
  public void addWriteConflict(KeyRange range) {
    transaction.addWriteConflict(range);
  }

  @Override
  public void addWriteConflict(Bytes key) {
    transaction.addWriteConflict(key);
  }

  @Override
  public CompletableFuture<Void> watch(Bytes key) {
    return transaction.watch(key);
  }

  @Override
  public CommitOutcome commit() {
    CommitOutcome outcome = transaction.commit();
    traffic.ended(outcome, keysWritten, bytesWritten);
    return outcome;
  }

  @Override
  public void close() {
    transaction.close();
  }
}
