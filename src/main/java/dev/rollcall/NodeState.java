package dev.rollcall;

import java.util.EnumSet;
import java.util.Set;

/**
 * The state of a node's record, and which state may follow which.
 *
 * <pre>
 * Left → Joining → Active → Leaving → Left      Left → Active: the first node of a cluster
 *                  Active → Failed  → Left      Joining → Left: gave up, or died, before it was a member
 * </pre>
 *
 * <p>TLA+: {@code registry} in ClusterMembership.
 */
public enum NodeState {
  /** Not part of the cluster; the store keeps no record. */
  LEFT("Left"),
  /** Wants to be a member; it watches and suspects others, but has no seat when a quorum is taken. */
  JOINING("Joining"),
  /** A member that votes, and counts when a quorum is taken. */
  ACTIVE("Active"),
  /** A member that drains; it no longer votes. */
  LEAVING("Leaving"),
  /** Declared dead by others; counts nowhere. Its record is kept for its process to find, or until it is forgotten. */
  FAILED("Failed");

  private final String specName;

  NodeState(String specName) {
    this.specName = specName;
  }

  /** The name of this state in the TLA+ specification. */
  public String specName() {
    return specName;
  }

  /** Whether a node in this state keeps its record by heartbeats. TLA+: {@code Alive}. */
  public boolean isAlive() {
    return this == JOINING || this == ACTIVE || this == LEAVING;
  }

  /** Whether a node in this state is in the view. TLA+: {@code Members}. */
  public boolean isMember() {
    return this == ACTIVE || this == LEAVING;
  }

  /** Whether a node in this state may suspect others and fail them. TLA+: {@code Voters}. */
  public boolean isVoter() {
    return this == ACTIVE || this == JOINING;
  }

  /** The states that may follow this one. */
  public Set<NodeState> successors() {
    return switch (this) {
      case LEFT -> EnumSet.of(JOINING, ACTIVE);
      case JOINING -> EnumSet.of(ACTIVE, LEFT);
      case ACTIVE -> EnumSet.of(LEAVING, FAILED);
      case LEAVING, FAILED -> EnumSet.of(LEFT);
    };
  }

  /**
   * Returns the next state, if it may follow this one.
   *
   * @throws IllegalTransitionException if it may not
   */
  public NodeState to(NodeState next) {
    if (!successors().contains(next)) {
      throw new IllegalTransitionException(this, next);
    }
    return next;
  }
}
