package dev.rollcall.runtime;

import dev.rollcall.NodeState;
import dev.rollcall.runtime.Complaint.Code;
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
 * @param complaints all that is wrong, the gravest first; empty if nothing is
 */
public record MemberHealth(
    NodeState state, Duration leaseLeft, boolean storeReachable, boolean settled, List<Complaint> complaints) {

  public MemberHealth {
    complaints = List.copyOf(complaints);
  }

  /** An Active member with nothing to complain about: it has a lease and the store, and nothing is unsettled. */
  public boolean isHealthy() {
    return state == NodeState.ACTIVE && complaints.isEmpty();
  }

  /** Whether this is wrong now. */
  public boolean complainsOf(Code code) {
    return complaints.stream().anyMatch(complaint -> complaint.code() == code);
  }

  /**
   * What the join waits for, in words: the store, another process that is the same node and when that is taken over at
   * the earliest, or a quorum and the nodes that do not answer. Empty if no join waits.
   */
  public Optional<String> waitingFor() {
    return complaints.stream().filter(complaint -> complaint.code() == Code.JOIN_WAITING).map(Complaint::text)
        .findFirst();
  }
}
