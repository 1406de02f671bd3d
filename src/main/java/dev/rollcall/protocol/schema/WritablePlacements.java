package dev.rollcall.protocol.schema;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the actors of a cluster are placed, as one transaction changes it: placement, index and counters together.
 * Nothing is visible to others before the transaction commits. Not thread-safe.
 */
public final class WritablePlacements extends Placements {
  private final Transaction transaction;
  private final List<Change> changes = new ArrayList<>(1);
  private final SortedMap<ActorHost, Long> loadDeltas = new TreeMap<>();
  private final SortedMap<NodeId, Long> arrivedDeltas = new TreeMap<>();

  WritablePlacements(Transaction transaction, Keys keys) {
    super(transaction, keys);
    this.transaction = transaction;
  }

  /** Places an actor at the process that begins to run it. */
  public void place(ActorId actor, ActorHost host) {
    put(actor, placement(actor).placedAt(host), false);
  }

  /** Places an actor at a process that is still to learn of it. */
  public void move(ActorId actor, ActorHost to) {
    placement(actor).host().ifPresent(from -> transaction.clear(keys().arrival(from, actor)));
    put(actor, placement(actor).placedAt(to), true);
    transaction.set(keys().arrival(to, actor), Bytes.EMPTY);
    arrivedDeltas.merge(to.node(), 1L, Long::sum);
  }

  /** The process has learned of an actor that was moved to it. */
  public void arrive(ActorId actor, ActorHost host) {
    transaction.clear(keys().arrival(host, actor));
    changes.add(new Change.OfPlacement(actor, placement(actor), false));
  }

  /** Leaves an actor without a host. */
  public void vacate(ActorId actor) {
    put(actor, placement(actor).vacated(), false);
  }

  private void put(ActorId actor, PlacementRecord next, boolean arriving) {
    placement(actor).host().ifPresent(from -> {
      transaction.clear(keys().placed(from, actor));
      loadDeltas.merge(from, -1L, Long::sum);
    });
    next.host().ifPresent(to -> {
      transaction.set(keys().placed(to, actor), Bytes.EMPTY);
      loadDeltas.merge(to, 1L, Long::sum);
    });
    transaction.set(keys().placement(actor), next.encode());
    changed(actor, next);
    changes.add(new Change.OfPlacement(actor, next, arriving));
  }

  /** Brings the counters up to date, each with one write; to be called once, before the commit. */
  public void count() {
    loadDeltas.forEach((host, delta) -> transaction.add(keys().host(host), delta));
    arrivedDeltas.forEach((node, delta) -> transaction.add(keys().arrived(node), delta));
  }

  /** Removes the counter of a process at which nothing is placed, and never will be again. */
  public void forget(ActorHost host) {
    transaction.clear(keys().host(host));
  }

  /** Whether any placement was written, or any arrival taken. */
  public boolean hasWrites() {
    return !changes.isEmpty();
  }

  /** What was written, in this order; not the index and the counters, which follow from it. */
  public List<Change> changes() {
    return Collections.unmodifiableList(changes);
  }
}
