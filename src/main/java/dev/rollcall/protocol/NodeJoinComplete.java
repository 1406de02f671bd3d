package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.NodeRecord;
import java.util.List;

/**
 * A Joining node that has a quorum becomes a member. Where no living node is left, it is its own quorum.
 *
 * <p>TLA+: {@code NodeJoinComplete}.
 */
public final class NodeJoinComplete extends ProtocolAction {
  public static final List<Guard> GUARDS = List.of(
      Guards.OWNS_RECORD,
      Guards.state("joining", NodeState.JOINING),
      Guards.QUORUM);

  public NodeJoinComplete() {
    this(GUARDS);
  }

  public NodeJoinComplete(List<Guard> guards) {
    super(guards);
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    NodeRecord record = attempt.registry().record(attempt.self());
    attempt.registry().putRecord(attempt.self(), record.to(NodeState.ACTIVE));
    attempt.renewHeartbeat();
    attempt.registry().installView();
    return attempt.process().withLease(attempt.newLease()).withView(attempt.registry().view());
  }
}
