package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.store.memory.MemorySnapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that can change in a simulated cluster and its world. Immutable; snapshots of one cluster share what
 * did not change between them, so that most comparisons end at the same object.
 *
 * @param store what the store holds
 * @param processes in the order of their names
 * @param partitioned pairs of nodes that cannot talk
 * @param cut processes that cannot reach the store
 * @param heartbeatsAtPeriodStart to tell which have risen since
 * @param nanos the clock of all
 */
record ClusterSnapshot(
    MemorySnapshot store, List<ProcessState> processes, Set<Set<NodeId>> partitioned, Set<String> cut,
    Map<NodeId, Heartbeat> heartbeatsAtPeriodStart, long nanos) {

  /** Whether every part is the very object. */
  boolean hasParts(
      MemorySnapshot itsStore, List<ProcessState> itsProcesses, Set<Set<NodeId>> itsPartitioned, Set<String> itsCut,
      Map<NodeId, Heartbeat> itsHeartbeats, long itsNanos) {
    return store == itsStore && processes == itsProcesses && partitioned == itsPartitioned && cut == itsCut
        && heartbeatsAtPeriodStart == itsHeartbeats && nanos == itsNanos;
  }
}
