package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.schema.NodeRecord;
import java.util.List;

/**
 * A node begins to leave: it stays in the view while it drains, but resigns and no longer votes. A node
 * that never became Active has nothing to drain and is gone at once.
 *
 * <p>TLA+: {@code NodeLeave}.
 */
public final class NodeLeave extends ProtocolAction {
  public static final List<Guard> GUARDS =
      List.of(Guards.OWNS_RECORD, Guards.state("state", NodeState.JOINING, NodeState.ACTIVE));

  public NodeLeave() {
    this(GUARDS);
  }

  public NodeLeave(List<Guard> guards) {
    super(guards);
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    NodeRecord record = attempt.registry().record(attempt.self());
    if (record.state() == NodeState.JOINING) {
      attempt.registry().putRecord(attempt.self(), null);
      attempt.registry().withdraw(attempt.self());
      return ProcessState.NEW;
    }
    attempt.registry().putRecord(attempt.self(), record.to(NodeState.LEAVING));
    attempt.registry().vacate(attempt.self());
    return attempt.process().outOfOffice().withWatch(Watch.NONE);
  }

  /** Once the office may be vacant, somebody else may take it; and one that was Joining may have no record any more. */
  @Override
  public ProcessState underWay(ProcessState before) {
    return before.outOfOffice().withLease(Lease.NONE);
  }
}
