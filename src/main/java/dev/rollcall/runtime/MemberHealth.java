package dev.rollcall.runtime;

import dev.rollcall.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a member is, for a health endpoint. Immutable.
 *
 * @param state of its node, as it last knew it
 * @param leaseLeft how long its lease still holds; zero if it is over
 * @param storeReachable whether the store answered last
 * @param settled whether the outcome of all it did is known
 * @param waitingFor what its join waits for, in words: the store, another process that is the same node and when that is
 *     taken over at the earliest, or a quorum and the nodes that do not answer. Empty if no join waits
 * @param complaints why it neither votes nor fails others now, and what else is wrong: that it has been without a primary
 *     for more than a look interval, or that it is primary without a quorum. Empty if nothing is
 */
public record MemberHealth(
    NodeState state, Duration leaseLeft, boolean storeReachable, boolean settled, Optional<String> waitingFor,
    List<String> complaints) {

  public MemberHealth {
    complaints = List.copyOf(complaints);
  }

  /** A member under a live lease with nothing to complain about. */
  public boolean isHealthy() {
    return state == NodeState.ACTIVE && !leaseLeft.isZero() && storeReachable && settled && complaints.isEmpty();
  }
}
