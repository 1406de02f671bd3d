package dev.rollcall.protocol;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritableRegistry;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;

/**
 * Asks a process that lives, but is of no use, to drain and leave. The process reads it within its {@code
 * refreshInterval} and leaves as if its application had asked for it; it does not join again by itself. A process that is
 * dead or cannot reach the store does not: see {@link DeadNodeRemoval}. Stateless.
 *
 * <p>TLA+: none; what follows is {@code NodeLeave}.
 */
public final class Eviction {
  private Eviction() {}

  /**
   * Asks one incarnation of the node. May be repeated.
   *
   * @return false if that is Joining, Active or Leaving no more, so that there is nothing to ask
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached; it may have been asked
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the node's record cannot be read
   */
  public static boolean ask(Store store, Keys keys, NodeId node, long incarnation) {
    while (true) {
      try (Transaction transaction = store.begin()) {
        WritableRegistry registry = Registry.writable(transaction, keys);
        NodeRecord record = registry.record(node);
        if (record == null || record.incarnation() != incarnation || !record.state().isAlive()) {
          return false;
        }
        registry.putEviction(node, incarnation);
        if (transaction.commit() instanceof CommitOutcome.Committed) {
          return true;
        }
      }
    }
  }
}
