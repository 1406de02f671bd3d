package dev.rollcall;

import java.time.Duration;
import java.util.Optional;

/**
 * What a node's record says of it besides its state in the protocol. Immutable.
 *
 * @param state of the node
 * @param address where peers find it; opaque to the protocol
 * @param leaseDuration of the process that the record belongs to; empty if an earlier release wrote the record
 * @param tags what the node's application says of it
 */
public record NodeDetails(NodeState state, String address, Optional<Duration> leaseDuration, Tags tags) {}
