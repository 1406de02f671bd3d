package dev.rollcall.store;

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
   * Frees what the store holds. Transactions still open can no longer be committed, and watches still pending
   * complete with {@link StoreUnavailableException}. Closing twice does nothing.
   */
  @Override
  void close();
}
