package dev.rollcall.conformance.operate;

import dev.rollcall.NodeId;
import dev.rollcall.status.ClusterStatus;
import dev.rollcall.status.HeartbeatAges;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A cluster as a command has seen it. Immutable.
 *
 * @param status at the latest look
 * @param ages of its heartbeats, from all looks
 * @param sample for how long a heartbeat is taken for fresh
 * @param at wall-clock time of the latest look
 */
public record Seen(ClusterStatus status, HeartbeatAges ages, Duration sample, Instant at) {

  /** The Active nodes that were seen to beat within the sample. */
  public SortedSet<NodeId> activeThatBeat() {
    SortedSet<NodeId> beating = new TreeSet<>(status.electorate().active());
    beating.removeIf(node -> !isFresh(node));
    return beating;
  }

  /** Whether the node's heartbeat came within the sample. */
  boolean isFresh(NodeId node) {
    return ages.age(node).flatMap(HeartbeatAges.Age::beatWithin).filter(age -> age.compareTo(sample) <= 0).isPresent();
  }

  /** Whether every node that has to send heartbeats was seen to send one. */
  boolean allHaveBeaten() {
    return allHaveBeatenBut(null);
  }

  /** The same, whatever this node does. */
  public boolean allHaveBeatenBut(NodeId node) {
    return status.nodes().stream().filter(other -> other.state().isAlive() && !other.node().equals(node))
        .allMatch(other -> ages.hasBeaten(other.node()));
  }
}
