package dev.rollcall.protocol;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * A primary that reaches less than half of its council resigns in the store. One that cannot reach the store gives up
 * its own belief when its lease is over; its next heartbeat tells the store.
 *
 * <p>TLA+: {@code PrimaryStepDown}.
 */
public final class PrimaryStepDown extends ProtocolAction {
  public static final List<Guard> GUARDS = List.of(
      Guards.OWNS_RECORD,
      new Guard("holder", Refusal.NOT_PRIMARY, a -> a.registry().primary().isHeldBy(a.self())),
      Guards.MAY_STAY.not("quorum", Refusal.HAS_QUORUM));

  /** Without the store, only a lease that is over ends an office. */
  public static final BiPredicate<ProcessState, ClockReading> LEASE_OVER = (process, now) -> !process.lease().isLive(now);

  private final BiPredicate<ProcessState, ClockReading> leaseOver;

  public PrimaryStepDown() {
    this(GUARDS, LEASE_OVER);
  }

  /**
   * @param leaseOver when a process that cannot reach the store steps down; given the state of the
   *     process and its clocks
   */
  public PrimaryStepDown(List<Guard> guards, BiPredicate<ProcessState, ClockReading> leaseOver) {
    super(guards);
    this.leaseOver = leaseOver;
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    attempt.registry().putPrimary(attempt.registry().primary().vacated());
    return attempt.process().outOfOffice();
  }

  /** Once the office may be vacant, somebody else may take it. */
  @Override
  public ProcessState underWay(ProcessState before) {
    return before.outOfOffice();
  }

  @Override
  protected StepOutcome storeUnavailable(ProcessState process, ClockReading now) {
    return leaseOver.test(process, now)
        ? new StepOutcome.Performed(process.outOfOffice())
        : new StepOutcome.Refused(refusalWithoutStore(), process);
  }

  /** A claim ends without the store. */
  @Override
  public boolean actsWithoutStore() {
    return true;
  }

  @Override
  protected Refusal refusalWithoutStore() {
    return Refusal.LEASE_STILL_LIVE;
  }
}
