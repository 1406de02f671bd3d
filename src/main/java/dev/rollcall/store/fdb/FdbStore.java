package dev.rollcall.store.fdb;

import com.apple.foundationdb.ReadTransaction;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.time.Duration;

/**
 * The store on FoundationDB: all keys below one prefix of a cluster's key space, its transactions FoundationDB's.
 * Several stores in one process share the client and, if they use one cluster, the connection to it. A store may be
 * shared by any number of members. Thread-safe.
 *
 * <p>Every wait of a transaction ends with its timeout, and nothing is retried here but what FoundationDB's client
 * retries within a call. A commit whose outcome is unknown is not applied once another transaction of this store has
 * begun; see {@link PendingCommits}.
 */
public final class FdbStore implements Store {
  private final FdbClient.Connection connection;
  private final KeyPrefix prefix;
  private final Duration timeout;
  private final PendingCommits pending;
  private final Watches watches = new Watches();
  private volatile boolean closed;

  FdbStore(FdbClient.Connection connection, KeyPrefix prefix, Duration timeout) {
    this.connection = connection;
    this.prefix = prefix;
    this.timeout = timeout;
    this.pending = new PendingCommits(connection.database(), prefix);
  }

  /**
   * Opens a store. A {@link FdbOptions.Prefix} needs no answer of the cluster, a {@link FdbOptions.Directory} does.
   *
   * @throws ClientMissingException if fdb-java or libfdb_c is not installed
   * @throws IllegalStateException if the process began with other network settings
   * @throws IllegalArgumentException if the client refuses a setting, or the cluster file cannot be read; one
   *     that holds something else is found out by the first transaction
   * @throws DirectoryMissingException if the directory is not there, and the options say that it is not to be created
   * @throws dev.rollcall.store.StoreUnavailableException if the directory could not be opened in time
   */
  public static FdbStore open(FdbOptions options) {
    FdbClient.Connection connection = connect(options);
    try {
      return new FdbStore(connection, Locations.prefix(connection.database(), options), options.timeout());
    } catch (RuntimeException e) {
      connection.release();
      throw e;
    }
  }

  /** Without the binding the client's class fails to load. This one does not: it handles no errors of the binding. */
  private static FdbClient.Connection connect(FdbOptions options) {
    try {
      return FdbClient.connect(options.clusterFile(), options.network());
    } catch (LinkageError e) {
      throw ClientMissingException.from(e);
    }
  }

  @Override
  public Transaction begin() {
    return begin(timeout);
  }

  @Override
  public Transaction begin(Duration within) {
    FdbOptions.requireTimeout(within);
    checkOpen();
    Duration left = pending.settle(within);
    com.apple.foundationdb.Transaction transaction = connection.database().createTransaction();
    transaction.options().setTimeout(left.toMillis());
    return new FdbTransaction(this, transaction, prefix);
  }

  /**
   * What this store holds, as a transaction of your own sees it: a fence checked on it is checked in that
   * transaction. Errors are FoundationDB's own, so that a retry loop around the transaction understands them.
   *
   * @param transaction of a database that was opened with the same cluster file; it is not changed but for its read
   *     conflicts
   */
  public ReadView within(ReadTransaction transaction) {
    return new FdbReads(transaction, prefix, FdbErrors::unchanged);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    watches.failAll();
    connection.release();
  }

  PendingCommits pending() {
    return pending;
  }

  Watches watches() {
    return watches;
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }
}
