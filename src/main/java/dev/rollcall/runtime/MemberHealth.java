package dev.rollcall.runtime;

import dev.rollcall.NodeState;
import java.time.Duration;
import java.util.List;

/**
 * How a member is, for a health endpoint. Immutable.
 *
 * @param state of its node, as it last knew it
 * @param leaseLeft how long its lease still holds; zero if it is over
 * @param storeReachable whether the store answered last
 * @param settled whether the outcome of all it did is known
 * @param complaints why it neither votes nor fails others now, and what else is wrong; empty if nothing is
 */
public record MemberHealth(
    NodeState state, Duration leaseLeft, boolean storeReachable, boolean settled, List<String> complaints) {

  public MemberHealth {
    complaints = List.copyOf(complaints);
  }

  /** A member under a live lease with nothing to complain about. */
  public boolean isHealthy() {
    return state == NodeState.ACTIVE && !leaseLeft.isZero() && storeReachable && settled && complaints.isEmpty();
  }
}
