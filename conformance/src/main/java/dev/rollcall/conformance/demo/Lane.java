package dev.rollcall.conformance.demo;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import java.util.SortedSet;

/**
 * One member as it is at a moment: what the store has of it, what its process knows, and what stands in its way.
 * Immutable.
 *
 * @param record the state of its record in the store
 * @param incarnation of that record; 0 without one
 * @param suspectedBy whose votes against it count
 * @param process what runs
 * @param weather what is done to it
 */
record Lane(
    NodeId node, NodeState record, long incarnation, SortedSet<NodeId> suspectedBy, Process process, Weather weather) {

  /**
   * A node's process.
   *
   * @param up whether there is one
   * @param joined whether it has an incarnation
   * @param view number of the view it sees; 0 for none
   * @param believesPrimary whether it was elected and has not resigned
   * @param leaseParts how much of its lease is left, from 0 for nothing to {@link #LEASE_PARTS}
   */
  @SuppressWarnings("JavaLangClash") // One of the processes of the specification.
  record Process(boolean up, boolean joined, long view, boolean believesPrimary, int leaseParts) {
    static final int LEASE_PARTS = 4;
    static final Process NONE = new Process(false, false, 0, false, 0);

    boolean hasLease() {
      return leaseParts > 0;
    }

    boolean isPrimary() {
      return believesPrimary && hasLease();
    }
  }

  /**
   * What is done to a node.
   *
   * @param cut whether it cannot reach the store
   * @param lost to whom its links are cut
   */
  record Weather(boolean paused, boolean cut, SortedSet<NodeId> lost) {}
}
