package dev.rollcall.protocol.schema;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import java.util.Optional;

/**
 * One thing that a transaction wrote into the shared state of a cluster, as the journal keeps it. What the
 * store keeps under one key is encoded here as it is there. Immutable.
 */
public sealed interface Change {
  /**
   * A node's record. TLA+: {@code registry} and, by its incarnation, {@code owner}.
   *
   * @param record empty if the node became Left
   */
  record OfRecord(NodeId node, Optional<NodeRecord> record) implements Change {}

  /**
   * A node's heartbeat. TLA+: {@code Renew} and {@code Withdraw}.
   *
   * @param heartbeat empty if it was removed, and with it all that was said of it
   */
  record OfHeartbeat(NodeId node, Optional<Heartbeat> heartbeat) implements Change {}

  /** A voter's suspicion of a target, in the place of its former one. TLA+: {@code suspicions}. */
  @SuppressWarnings("InvalidParam") // Names the variable of the specification.
  record OfSuspicion(NodeId target, NodeId voter, Suspicion suspicion) implements Change {}

  /** The number of the new view; its members are in the records. TLA+: {@code viewNumber}. */
  record OfView(long number) implements Change {}

  /** The office of primary. TLA+: {@code term} and {@code primary}. */
  record OfPrimary(PrimaryRecord primary) implements Change {}

  /**
   * Where an actor is placed. TLA+: {@code host} and {@code epoch}.
   *
   * @param arriving whether its host has still to activate it
   */
  record OfPlacement(ActorId actor, PlacementRecord placement, boolean arriving) implements Change {}
}
