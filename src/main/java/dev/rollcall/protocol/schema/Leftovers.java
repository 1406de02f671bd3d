package dev.rollcall.protocol.schema;

import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stays in the store when a node's record goes: the receipt by which its last step may still be settled, how often
 * it failed, that it was asked to leave, and the counter of its arrivals. They may be removed when no process of the node
 * can be settling a step any more. A process that does so all the same tries the step again, which the record's guards
 * refuse. Stateless.
 */
public final class Leftovers {
  private Leftovers() {}

  /**
   * What each node without a record has left, by its keys.
   *
   * @param withRecord the nodes that have one
   */
  public static Map<NodeId, Map<Bytes, Bytes>> read(ReadView reads, Keys keys, Set<NodeId> withRecord) {
    Map<NodeId, Map<Bytes, Bytes>> left = new TreeMap<>();
    for (KeyRange range : List.of(keys.receipts(), keys.failures(), keys.evictions(), keys.actors().arrived())) {
      for (KeyValue entry : reads.getRange(range)) {
        StoredKey.of(keys, entry.key()).ifPresent(key ->
            left.computeIfAbsent(key.node(), node -> new HashMap<>()).put(entry.key(), entry.value()));
      }
    }
    left.keySet().removeAll(withRecord);
    return left;
  }

  /**
   * Removes what a node has left, unless it has a record again or anything has changed since.
   *
   * @return whether there is anything to commit
   */
  public static boolean remove(Transaction transaction, Keys keys, NodeId node, Map<Bytes, Bytes> left) {
    boolean same = transaction.get(keys.node(node)) == null && left.entrySet().stream()
        .allMatch(entry -> entry.getValue().equals(transaction.get(entry.getKey())));
    if (same) {
      left.keySet().forEach(transaction::clear);
    }
    return same;
  }
}
