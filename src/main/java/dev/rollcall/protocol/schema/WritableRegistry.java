package dev.rollcall.protocol.schema;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The shared state of a cluster as one transaction changes it. Nothing is visible to others before the
 * transaction commits. Not thread-safe.
 */
public final class WritableRegistry extends Registry {
  static final int NUMBER_VERSION = 1;

  /** The format that this code reads and writes: keys, values and what they mean. */
  static final long FORMAT = 1;

  private final Transaction transaction;
  private List<Change> changes = List.of();
  private boolean writes;

  WritableRegistry(Transaction transaction, Keys keys) {
    super(transaction, transaction.snapshot(), keys);
    this.transaction = transaction;
  }

  /** Writes a node's record; null makes the node Left. */
  public void putRecord(NodeId node, NodeRecord record) {
    Bytes key = keys().node(node);
    if (record == null) {
      clear(key);
    } else {
      set(key, record.encode());
    }
    changed(node, record);
    made(new Change.OfRecord(node, Optional.ofNullable(record)));
  }

  public void putHeartbeat(NodeId node, Heartbeat heartbeat) {
    set(keys().heartbeat(node), heartbeat.encode());
    changed(node, heartbeat);
    made(new Change.OfHeartbeat(node, Optional.of(heartbeat)));
  }

  public void putSuspicion(NodeId target, NodeId voter, Suspicion suspicion) {
    set(keys().suspicion(target, voter), suspicion.encode());
    changedSuspicions();
    made(new Change.OfSuspicion(target, voter, suspicion));
  }

  /** Removes what was said of the node. */
  public void clearSuspicions(NodeId target) {
    transaction.clearRange(keys().suspicions(target));
    changedSuspicions();
  }

  public void putReceipt(NodeId node, Receipt receipt) {
    set(keys().receipt(node), receipt.encode());
  }

  public void putEviction(NodeId node, long incarnation) {
    putNumber(keys().eviction(node), incarnation);
  }

  public void putPrimary(PrimaryRecord primary) {
    set(keys().primary(), primary.encode());
    changed(primary);
    made(new Change.OfPrimary(primary));
  }

  /**
   * Sees to it that this cluster's data is in the format that this code knows. A process does so in the transaction
   * that starts it; once it has a record, its incarnation says that it was let in.
   *
   * @throws UnsupportedFormatException if it is in another
   */
  public void requireFormat() {
    if (format() == 0) {
      putNumber(keys().format(), FORMAT);
    }
  }

  /** Takes the next incarnation. */
  public long nextIncarnation() {
    long next = incarnation() + 1;
    putNumber(keys().incarnation(), next);
    return next;
  }

  /** Gives the members as they now stand the next number. Who they are is not read for that. */
  public void installView() {
    long next = viewNumber() + 1;
    putNumber(keys().viewNumber(), next);
    changedView(next);
    made(new Change.OfView(next));
  }

  /** Removes the node's heartbeat and what was said of it. TLA+: {@code Withdraw}. */
  public void withdraw(NodeId node) {
    clear(keys().heartbeat(node));
    clearSuspicions(node);
    changed(node, (Heartbeat) null);
    made(new Change.OfHeartbeat(node, Optional.empty()));
  }

  /**
   * Closes the record of a node whose process is over: an Active one becomes Failed, any other Left; if
   * it was in the view there is a new one, and if it was primary there is none. TLA+: {@code Fail}.
   */
  public void fail(NodeId node) {
    NodeRecord record = record(node);
    boolean wasMember = record.state().isMember();
    putRecord(node, record.state() == NodeState.ACTIVE ? record.to(NodeState.FAILED) : left(record));
    withdraw(node);
    if (wasMember) {
      installView();
    }
    vacate(node);
  }

  /** Clears the office of primary if this node holds it. */
  public void vacate(NodeId node) {
    if (primary().isHeldBy(node)) {
      putPrimary(primary().vacated());
    }
  }

  /**
   * The same for the node whose process asks. Nobody else puts a node in office, and whoever supersedes the process
   * changes the node's record, which the process has read: so finding somebody else there needs no conflict. A damaged
   * office names nobody, and is no reason for a lease to end; once it is mended, the next heartbeat looks again.
   */
  public void vacateOwn(NodeId self) {
    boolean holds;
    try {
      holds = new Registry(transaction.snapshot(), keys()).primary().isHeldBy(self);
    } catch (DamagedValueException e) {
      return;
    }
    if (holds) {
      vacate(self);
    }
  }

  /** Whether anything was written, so that the transaction has an outcome. */
  public boolean hasWrites() {
    return writes;
  }

  /** What was written, in this order; not receipts, nor that an incarnation was taken, which its record tells. */
  public List<Change> changes() {
    return Collections.unmodifiableList(changes);
  }

  private void made(Change change) {
    if (changes.isEmpty()) {
      changes = new ArrayList<>(4);
    }
    changes.add(change);
  }

  private void set(Bytes key, Bytes value) {
    writes = true;
    transaction.set(key, value);
  }

  private void clear(Bytes key) {
    writes = true;
    transaction.clear(key);
  }

  private static NodeRecord left(NodeRecord record) {
    record.state().to(NodeState.LEFT);
    return null;
  }

  private void putNumber(Bytes key, long number) {
    set(key, new ValueWriter(NUMBER_VERSION).writeLong(number).toBytes());
  }
}
