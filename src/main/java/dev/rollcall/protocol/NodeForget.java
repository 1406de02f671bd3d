package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import java.util.List;

/**
 * A member removes the record of a Failed node whose process did not come back. The id may come back as a new node. The
 * runtime decides when a node has been Failed for long enough; the protocol is safe whenever it is done.
 *
 * <p>TLA+: {@code NodeForget}.
 */
public final class NodeForget extends ProtocolAction {
  public static final List<Guard> GUARDS = List.of(
      Guards.OWNS_RECORD,
      Guards.state("active", NodeState.ACTIVE),
      new Guard("failed", Refusal.NOT_IN_THIS_STATE, a -> a.registry().state(a.target()) == NodeState.FAILED));

  public NodeForget() {
    this(GUARDS);
  }

  public NodeForget(List<Guard> guards) {
    super(guards);
  }

  @Override
  public boolean hasTarget() {
    return true;
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    attempt.registry().putRecord(attempt.target(), null);
    return attempt.process();
  }
}
