package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.store.memory.MemorySnapshot;
import java.util.List;
import java.util.Set;

/**
 * All that can change in a simulated cluster and its world. Immutable; snapshots of one cluster share what
 * did not change between them, so that most comparisons end at the same object.
 *
 * @param store what the store holds
 * @param processes in the order of their names
 * @param clocks what each one's shows, in nanoseconds
 * @param partitioned pairs of nodes that cannot talk
 * @param cut processes that cannot reach the store
 */
record ClusterSnapshot(
    MemorySnapshot store, List<ProcessState> processes, List<Long> clocks, Set<Set<NodeId>> partitioned,
    Set<String> cut) {

  /** Whether every part is the very object. */
  boolean hasParts(
      MemorySnapshot itsStore, List<ProcessState> itsProcesses, List<Long> itsClocks, Set<Set<NodeId>> itsPartitioned,
      Set<String> itsCut) {
    return store == itsStore && processes == itsProcesses && clocks == itsClocks && partitioned == itsPartitioned
        && cut == itsCut;
  }
}
