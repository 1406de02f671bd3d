package dev.rollcall.store;

import java.util.concurrent.CompletableFuture;

/**
 * One transaction: reads of a single consistent state, buffered writes, and an optimistic commit. Its
 * rules are FoundationDB's:
 *
 * <ul>
 *   <li>Reads see the transaction's own earlier writes.
 *   <li>A read makes a <em>read conflict</em> on the keys it covered, up to the last key returned where a
 *       limit cut it short, except on keys that the transaction itself set or cleared before: those hold
 *       no news from others. A read through {@link #snapshot()} makes none.
 *   <li>A write makes a <em>write conflict</em>. The commit fails if a transaction that committed since
 *       this one began has a write conflict on a read conflict of this one. So writes that read nothing
 *       never fail, nor do transactions that only read.
 * </ul>
 *
 * <p>Keys are at most {@value StoreLimits#KEY_BYTES} bytes and do not begin with 0xFF, values are at most
 * {@value StoreLimits#VALUE_BYTES} bytes; otherwise methods throw {@link IllegalArgumentException}
 * (FoundationDB 2102, 2004, 2103). So does the commit of a transaction that writes, where keys and values written and
 * both ends of conflict ranges are together more than {@value StoreLimits#TRANSACTION_BYTES} bytes (2101); nothing is
 * applied then. {@link StoreLimits#TRANSACTION_AGE} after it began, a transaction reads no more: the read throws
 * {@link StoreUnavailableException}, and a commit that writes is a {@link CommitOutcome.Conflict} (1007).
 *
 * <p>Every method but {@link #close()} may throw {@link StoreUnavailableException}, and throws {@link
 * IllegalStateException} after {@link #commit()} or {@link #close()} (FoundationDB 2017, 1025). Not safe for use by
 * several threads at once.
 */
public interface Transaction extends ReadView, AutoCloseable {

  /** The same reads, own writes included, without read conflicts. */
  ReadView snapshot();

  /** Sets {@code key} to {@code value}. */
  void set(Bytes key, Bytes value);

  /** Removes {@code key}, if it is there. */
  void clear(Bytes key);

  /** Removes every key of {@code range}, also those that other transactions add before the commit. */
  void clearRange(KeyRange range);

  /**
   * Adds {@code delta}, wrapping around, to the 8-byte little-endian number under {@code key} at commit,
   * without a read conflict; a missing key counts as 0. A value of another length is cut or filled with
   * zeros to 8 bytes first. FoundationDB's {@code ADD}.
   */
  void add(Bytes key, long delta);

  /**
   * At commit, sets the key made of {@code prefix}, the transaction's 10-byte {@link Versionstamp}, 2
   * bytes that number the transaction's calls of this method from 0, and {@code suffix}. So such keys sort
   * by commit order, then call order. FoundationDB's {@code SET_VERSIONSTAMPED_KEY}.
   *
   * <p>Until then, reads by this transaction that reach where the key may come to be throw
   * {@link IllegalStateException}, and so does its commit after such a read (FoundationDB 1036).
   *
   * @throws IllegalStateException at the 65537th call in one transaction
   */
  void setVersionstampedKey(Bytes prefix, Bytes suffix, Bytes value);

  /** Has the commit fail as if this transaction had read {@code range}. */
  void addReadConflict(KeyRange range);

  /** As {@link #addReadConflict(KeyRange)}, for one key. */
  void addReadConflict(Bytes key);

  /** Has others fail as if this transaction had written {@code range}; it is then not read-only. */
  void addWriteConflict(KeyRange range);

  /** As {@link #addWriteConflict(KeyRange)}, for one key. */
  void addWriteConflict(Bytes key);

  /**
   * A future that completes once the value under {@code key} differs from what this transaction sees now.
   * It is armed when the transaction commits, and no change between this call and then is lost. A value
   * that changes and changes back may go unnoticed, and a future may complete early: it says "look again".
   * Counts as a read of {@code key}.
   *
   * <p>The future completes with {@link java.util.concurrent.CancellationException} if the transaction
   * does not commit; after {@link CommitOutcome.Unknown} it may do either. Callers cancel watches they no
   * longer need. Dependent actions may run on the thread of another transaction's commit, so they must be
   * short.
   */
  CompletableFuture<Void> watch(Bytes key);

  /**
   * Tries to apply the writes. The transaction cannot be used afterwards, whatever the outcome.
   *
   * @throws StoreUnavailableException if the store cannot be reached and nothing was applied
   * @throws IllegalArgumentException if the transaction is too large; nothing was applied
   */
  CommitOutcome commit();

  /** Gives the transaction up, unless committed. Closing twice does nothing. */
  @Override
  void close();
}
