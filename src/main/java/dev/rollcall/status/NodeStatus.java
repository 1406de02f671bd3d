package dev.rollcall.status;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.Tags;
import dev.rollcall.protocol.schema.Heartbeat;
import java.time.Duration;
import java.util.Optional;

/**
 * What the store holds of a node that is not Left. Immutable.
 *
 * @param incarnation the process that the record belongs to
 * @param address where peers find it
 * @param leaseDuration how long the process's leases last; empty if an earlier release wrote the record
 * @param tags what its application says of it
 * @param heartbeat its latest; a Failed node has none
 */
public record NodeStatus(
    NodeId node, NodeState state, long incarnation, String address, Optional<Duration> leaseDuration, Tags tags,
    Optional<Heartbeat> heartbeat) {}
