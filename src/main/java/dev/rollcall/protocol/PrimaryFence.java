package dev.rollcall.protocol;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.ReadView;

/**
 * Lets a primary write only while it is primary, whatever its clock says: the office is read in the transaction that
 * writes. If another was elected before, the check fails; if another is elected before the commit, the commit does,
 * because it conflicts. So of two primaries' writes in one store none of the stale one comes after the election.
 * Immutable.
 *
 * <p>TLA+: {@code PrimaryClaimIsCurrent}, here for the writes of applications.
 *
 * @param keys of the cluster
 * @param node that was elected
 * @param incarnation of the process that was
 * @param term of that election
 */
public record PrimaryFence(Keys keys, NodeId node, long incarnation, long term) {

  /**
   * The fence of a process in office.
   *
   * @throws IllegalStateException if it does not believe that it is
   */
  public static PrimaryFence of(NodeContext context, ProcessState process) {
    if (!process.believesPrimary()) {
      throw new IllegalStateException(context.self() + " is not primary, so there is no term to write in");
    }
    return new PrimaryFence(context.keys(), context.self(), process.incarnation(), process.primaryTerm());
  }

  /**
   * Makes the transaction one of this term: it goes through only if the term lasts until its commit. Reads one key.
   *
   * @param transaction a transaction of the cluster's store, or what a store shows of a transaction of your own; not a
   *     snapshot, whose reads make no conflict
   * @throws StalePrimaryException if the term is over
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the office cannot be read
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   */
  public void check(ReadView transaction) {
    PrimaryRecord primary = new Registry(transaction, keys).primary();
    boolean current = primary.term() == term
        && primary.holder().filter(h -> h.node().equals(node) && h.incarnation() == incarnation).isPresent();
    if (!current) {
      throw new StalePrimaryException(this, primary);
    }
  }
}
