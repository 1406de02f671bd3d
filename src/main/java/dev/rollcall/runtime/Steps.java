package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.Lease;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.RetryPolicy;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.UnsupportedFormatException;
import dev.rollcall.runtime.Complaint.Code;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Takes the steps of one process, one after the other, each once: who wanted it decides whether to try again. A step of
 * unknown outcome is settled before any other is taken, and until then the process claims only what holds either way.
 *
 * <p>Not thread-safe, but for {@link #shown}.
 */
final class Steps {
  private final NodeContext context;
  private final Protocol protocol;
  private final MemberMetrics metrics;
  private final Backoff backoff;
  private final Alarm settleAt;
  private ProcessState process = ProcessState.NEW;
  private volatile ProcessState shown = ProcessState.NEW;
  private volatile Pending pending;
  /** What is wrong with the latest step, or with what was read since; null if the store answered. */
  private volatile Complaint trouble;

  private record Pending(
      ProtocolAction action, NodeId target, StepOutcome.OutcomeUnknown unknown, Consumer<StepOutcome> then) {}

  Steps(NodeContext context, Protocol protocol, MemberMetrics metrics, DoubleSupplier random) {
    this.context = context;
    this.protocol = protocol;
    this.metrics = metrics;
    this.backoff = new Backoff(RetryPolicy.within(context.config()), random);
    this.settleAt = new Alarm(context.clock());
  }

  /** What the process knows by itself. */
  ProcessState process() {
    return process;
  }

  /** What others may take it to know and claim; never more than holds. */
  ProcessState shown() {
    return shown;
  }

  /** The latest lease that the process has, or will turn out to have had; never longer than what it may act on. */
  Lease lease() {
    Pending unsettled = pending;
    return unsettled == null ? process.lease() : unsettled.unknown.before().lease();
  }

  /** Whether the outcome of all steps is known. */
  boolean isSettled() {
    return pending == null;
  }

  /** Whether the store answered the latest step, or what was read of it since. */
  boolean isStoreReachable() {
    return trouble == null;
  }

  /** Why the store is not reachable; empty if it is. */
  Optional<Complaint> complaint() {
    return Optional.ofNullable(trouble);
  }

  /** The store was read outside of any step, or could not be. */
  void storeAnswered(boolean is) {
    trouble = is ? null : new Complaint(Code.STORE_UNREACHABLE, "the store did not answer");
  }

  /** Changes what the process knows by other means than a step: its failure detector looked. */
  void observe(UnaryOperator<ProcessState> change) {
    process = change.apply(process);
  }

  /**
   * Takes a step.
   *
   * @param target the node it is about; null if it has none
   * @param then told the outcome once it is known, now or later
   */
  void take(String name, NodeId target, Consumer<StepOutcome> then) {
    if (!isSettled()) {
      throw new IllegalStateException(name + " has to wait for " + pending.action.name() + " to be settled");
    }
    ProtocolAction action = protocol.action(name);
    shown = action.underWay(process);
    long began = context.clock().getAsLong();
    conclude(action, target, then, attempt(action, () -> action.perform(context, process, target)), began);
  }

  /**
   * If it throws anything but what it read before it wrote, nobody knows whether it was applied: the process claims from
   * then on what holds in both cases.
   */
  private StepOutcome attempt(ProtocolAction action, Supplier<StepOutcome> tried) {
    try {
      return tried.get();
    } catch (DamagedValueException | UnsupportedFormatException e) {
      storeAnswered(true);
      shown = process;
      throw e;
    } catch (Throwable e) {
      process = shown;
      trouble = new Complaint(Code.STEP_FAILED, action.name() + " ended with " + e);
      throw e;
    }
  }

  /**
   * Finds out what became of the step whose outcome is unknown, if it is time to.
   *
   * @return nanoseconds until it is to be called again
   */
  long settle() {
    if (settleAt.isDue()) {
      // Should it throw.
      settleAt.in(context.config().stepTimeout());
      Pending unsettled = pending;
      long began = context.clock().getAsLong();
      StepOutcome outcome = attempt(unsettled.action, () ->
          protocol.settlement().settle(unsettled.action, context, unsettled.unknown, unsettled.target));
      pending = null;
      conclude(unsettled.action, unsettled.target, unsettled.then, outcome, began);
    }
    return isSettled() ? 0 : settleAt.left();
  }

  private void conclude(
      ProtocolAction action, NodeId target, Consumer<StepOutcome> then, StepOutcome outcome, long began) {
    metrics.step(action.name(), result(outcome), Duration.ofNanos(context.clock().getAsLong() - began));
    process = outcome.process();
    shown = process;
    if (outcome instanceof StepOutcome.OutcomeUnknown unknown) {
      storeAnswered(false);
      pending = new Pending(action, target, unknown, then);
      settleAt.in(backoff.next());
      return;
    }
    backoff.reset();
    if (outcome instanceof StepOutcome.Refused refused) {
      storeAnswered(!isOutOfReach(refused.reason()));
    } else if (!action.actsWithoutStore()) {
      storeAnswered(true);
    }
    then.accept(outcome);
  }

  private static boolean isOutOfReach(Refusal reason) {
    return reason == Refusal.STORE_UNAVAILABLE || reason == Refusal.LEASE_STILL_LIVE;
  }

  private static String result(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Refused refused) {
      return refused.reason().name().toLowerCase(Locale.ROOT);
    }
    return outcome instanceof StepOutcome.Performed ? "performed" : "unknown";
  }
}
