package dev.rollcall.protocol;

import dev.rollcall.NodeId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tries a step until it has an outcome that trying again would not change, or the policy ends. Each attempt is a
 * transaction of its own and a step of the specification, or none. Thread-safe if its pause and its randomness are;
 * the thread that calls waits.
 */
public final class StepRunner {
  /** What a later attempt may overcome though nothing else happens. */
  private static final Set<Refusal> PASSING = EnumSet.of(Refusal.CONFLICT, Refusal.STORE_UNAVAILABLE);

  private final Settlement settlement;
  private final RetryPolicy policy;
  private final Predicate<Duration> pause;
  private final DoubleSupplier random;

  /**
   * @param pause waits for so long; false if the caller is to stop trying
   * @param random from 0 (inclusive) to 1 (exclusive), to spread the pauses
   */
  public StepRunner(Settlement settlement, RetryPolicy policy, Predicate<Duration> pause, DoubleSupplier random) {
    this.settlement = settlement;
    this.policy = policy;
    this.pause = pause;
    this.random = random;
  }

  /**
   * Takes a step.
   *
   * @param target the node the action is about; null if it has none
   * @return the last attempt's outcome. If that is unknown, the process must do nothing else before {@link #settle}
   *     has found out
   * @throws IllegalArgumentException as {@link ProtocolAction#perform}
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public StepOutcome run(ProtocolAction action, NodeContext context, ProcessState process, NodeId target) {
    return persist(action, context, target, () -> action.perform(context, process, target));
  }

  /** Finds out what became of a step, and takes it if it was not taken; as {@link #run} otherwise. */
  public StepOutcome settle(
      ProtocolAction action, NodeContext context, StepOutcome.OutcomeUnknown unknown, NodeId target) {
    return persist(action, context, target, () -> settlement.settle(action, context, unknown, target));
  }

  private StepOutcome persist(
      ProtocolAction action, NodeContext context, NodeId target, Supplier<StepOutcome> first) {
    long begun = context.clock().getAsLong();
    StepOutcome outcome = first.get();
    for (int made = 1; made < policy.attempts() && mayChange(outcome); made++) {
      Duration wait = policy.pause(made, random.getAsDouble());
      long wouldBegin = context.clock().getAsLong() - begun + wait.toNanos();
      if (wouldBegin > policy.deadline().toNanos() || !pause.test(wait)) {
        return outcome;
      }
      outcome = outcome instanceof StepOutcome.OutcomeUnknown unknown
          ? settlement.settle(action, context, unknown, target)
          : action.perform(context, outcome.process(), target);
    }
    return outcome;
  }

  private static boolean mayChange(StepOutcome outcome) {
    return outcome instanceof StepOutcome.OutcomeUnknown
        || outcome instanceof StepOutcome.Refused refused && PASSING.contains(refused.reason());
  }
}
