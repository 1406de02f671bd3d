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
  /** Wants to be a member; not yet in the electorate. */
  JOINING("Joining"),
  /** A member that votes. */
  ACTIVE("Active"),
  /** A member that drains; it no longer votes. */
  LEAVING("Leaving"),
  /** Declared dead by others; counts in the electorate until its node recovers. */
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

  /** Whether a node in this state counts when a quorum is taken. TLA+: {@code Electorate}. */
  public boolean isElector() {
    return this == ACTIVE || this == FAILED;
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
