package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import java.util.List;

/**
 * A node with a quorum closes the record of a target that enough nodes suspect at its current heartbeat.
 *
 * <p>TLA+: {@code MarkNodeFailed}.
 */
public final class MarkNodeFailed extends ProtocolAction {
  public static final List<Guard> GUARDS = List.of(
      Guards.OWNS_RECORD,
      Guards.state("active", NodeState.ACTIVE),
      Guards.LEASE,
      Guards.QUORUM,
      new Guard("votes", Refusal.NOT_ENOUGH_VOTES, MarkNodeFailed::hasVotes));

  public MarkNodeFailed() {
    this(GUARDS);
  }

  public MarkNodeFailed(List<Guard> guards) {
    super(guards);
  }

  @Override
  public boolean hasTarget() {
    return true;
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    boolean wasMember = attempt.registry().state(attempt.target()).isMember();
    attempt.registry().fail(attempt.target());
    return wasMember ? attempt.process().withView(attempt.registry().view()) : attempt.process();
  }

  private static boolean hasVotes(Attempt attempt) {
    int needed = attempt.registry().electorate().votesNeeded(attempt.context().config().votes());
    return attempt.registry().voters(attempt.target()).size() >= needed;
  }
}
