package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import java.util.List;

/**
 * A node with a quorum closes the record of a target that enough nodes suspect at its current heartbeat. If that makes
 * a new view, an Active node adopts it; a Joining one is no member.
 *
 * <p>TLA+: {@code MarkNodeFailed}.
 */
public final class MarkNodeFailed extends ProtocolAction {
  public static final List<Guard> GUARDS = List.of(
      Guards.OWNS_RECORD,
      Guards.state("voter", NodeState.ACTIVE, NodeState.JOINING),
      Guards.LEASE,
      Guards.QUORUM,
      new Guard("votes", Refusal.NOT_ENOUGH_VOTES, a -> a.electorate().isDoomed(a.target())));

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
    boolean adopts = attempt.registry().state(attempt.target()).isMember()
        && attempt.registry().state(attempt.self()) == NodeState.ACTIVE;
    attempt.registry().fail(attempt.target());
    return adopts ? attempt.process().withView(attempt.registry().view()) : attempt.process();
  }
}
