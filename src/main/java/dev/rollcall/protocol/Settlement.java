package dev.rollcall.protocol;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Receipt;
import java.util.function.BiPredicate;

/**
 * Finds out what became of an action whose outcome is unknown, and tries it again if it was not applied. So
 * in the end it has been applied once, or has been refused by the store as it is now. Stateless and
 * thread-safe.
 *
 * <p>A process that settles late is a process that paused after the action: it did nothing in between, its
 * lease counts from before the first attempt, its view is one that the store had, and if it was superseded
 * meanwhile its lease is over and its next transaction is fenced.
 *
 * <p>TLA+: none; there an action and its outcome are one step.
 */
public final class Settlement {
  /**
   * The node's receipt is that of the attempt. Another process of the node may have put its own in place, but
   * not before it had superseded this one: whether this one was applied before no longer matters, and a new
   * attempt is refused or starts afresh.
   */
  public static final BiPredicate<Attempt, Receipt> APPLIED =
      (attempt, receipt) -> attempt.registry().receipt(attempt.self()).filter(receipt::equals).isPresent();

  private final BiPredicate<Attempt, Receipt> applied;

  public Settlement() {
    this(APPLIED);
  }

  /**
   * @param applied whether the attempt that left, or would have left, a receipt was applied
   */
  public Settlement(BiPredicate<Attempt, Receipt> applied) {
    this.applied = applied;
  }

  /**
   * Settles an outcome in one transaction.
   *
   * @param action the action that was tried, on the same target
   * @return what became of it now: still unknown if the store cannot be reached, or unknown again
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public StepOutcome settle(
      ProtocolAction action, NodeContext context, StepOutcome.OutcomeUnknown unknown, NodeId target) {
    return action.attempt(context, unknown.before(), target, unknown, this);
  }

  boolean wasApplied(Attempt attempt, StepOutcome.OutcomeUnknown unknown) {
    return unknown.receipt() != null && applied.test(attempt, unknown.receipt());
  }
}
