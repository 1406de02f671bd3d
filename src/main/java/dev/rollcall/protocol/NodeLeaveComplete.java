package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import java.util.List;

/**
 * A node that has drained is gone. Whoever drives the protocol tries this only once nothing is left to
 * drain.
 *
 * <p>TLA+: {@code NodeLeaveComplete}.
 */
public final class NodeLeaveComplete extends ProtocolAction {
  public static final List<Guard> GUARDS = List.of(Guards.OWNS_RECORD, Guards.state("leaving", NodeState.LEAVING));

  public NodeLeaveComplete() {
    this(GUARDS);
  }

  public NodeLeaveComplete(List<Guard> guards) {
    super(guards);
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    attempt.registry().state(attempt.self()).to(NodeState.LEFT);
    attempt.registry().putRecord(attempt.self(), null);
    attempt.registry().withdraw(attempt.self());
    attempt.registry().installView();
    return ProcessState.NEW;
  }

  /** The record may be gone, and a lease is worth nothing without one. */
  @Override
  public ProcessState underWay(ProcessState before) {
    return before.withLease(Lease.NONE);
  }
}
