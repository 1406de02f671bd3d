package dev.rollcall.store;

import java.time.Duration;

/**
 * A strictly serializable store of byte keys and values: committed transactions take effect as if one by
 * one, in an order that agrees with real time and with their {@link Versionstamp}s.
 *
 * <p>Stores are safe for use by many threads; each {@link Transaction} belongs to one thread at a time.
 */
public interface Store extends AutoCloseable {

  /**
   * Begins a transaction, to be closed by the caller. It sees every transaction whose commit returned
   * before this call.
   *
   * @throws StoreUnavailableException if the store cannot be reached; stores may also say so only later
   * @throws IllegalStateException if the store is closed
   */
  Transaction begin();

  /**
   * As {@link #begin()}, for a transaction that is of no use to its caller after this time: a store that waits
   * for others gives up then. Until its commit it is {@linkplain StoreUnavailableException unavailable}, and a
   * commit under way is {@linkplain CommitOutcome.Unknown unknown}. The default knows no such limit.
   *
   * @param timeout from now to the end of the commit; at least a millisecond
   */
  default Transaction begin(Duration timeout) {
    return begin();
  }

  /**
   * Frees what the store holds. Transactions still open can no longer be committed, and watches still pending
   * complete with {@link StoreUnavailableException}. Closing twice does nothing.
   */
  @Override
  void close();
}
