package dev.rollcall.status;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Suspicion;

/**
 * A vote that a node be failed. Immutable.
 *
 * @param target whom it is about
 * @param voter whose it is
 * @param suspicion what the voter saw, and in which incarnation
 * @param counts whether it counts now: the target's heartbeat is still the one that was seen, and the voter is still
 *     Active or Joining in the incarnation that voted
 */
public record SuspicionStatus(NodeId target, NodeId voter, Suspicion suspicion, boolean counts) {}
