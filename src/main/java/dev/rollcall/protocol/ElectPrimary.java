package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.PrimaryRecord;
import java.util.List;

/**
 * A node with a quorum takes the vacant office of primary, in the next term.
 *
 * <p>TLA+: {@code ElectPrimary}.
 */
public final class ElectPrimary extends ProtocolAction {
  public static final List<Guard> GUARDS = List.of(
      Guards.OWNS_RECORD,
      Guards.state("active", NodeState.ACTIVE),
      Guards.LEASE,
      Guards.QUORUM,
      new Guard("vacant", Refusal.PRIMARY_EXISTS, a -> a.registry().primary().holder().isEmpty()));

  public ElectPrimary() {
    this(GUARDS);
  }

  public ElectPrimary(List<Guard> guards) {
    super(guards);
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    return takeOffice(attempt, attempt.process());
  }

  /** TLA+: {@code TakeOffice}. */
  static ProcessState takeOffice(Attempt attempt, ProcessState process) {
    PrimaryRecord elected = attempt.registry().primary().elect(new PrimaryRecord.Holder(
        attempt.self(), process.incarnation(), attempt.context().wallClock().millis()));
    attempt.registry().putPrimary(elected);
    return process.inOffice(elected.term());
  }
}
