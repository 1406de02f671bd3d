package dev.rollcall.detector;

import dev.rollcall.protocol.schema.Heartbeat;
import java.time.Duration;

/**
 * What one look sees of a node. Immutable.
 *
 * @param heartbeat the node's heartbeat
 * @param timeout how long the heartbeat must stay the same before the node is silent; the same for all heartbeats of one
 *     incarnation, because a lease lasts the same for all of them
 */
public record Observation(Heartbeat heartbeat, Duration timeout) {}
