package dev.rollcall.protocol;

import dev.rollcall.protocol.schema.Receipt;

/** What became of an action. Immutable. */
public sealed interface StepOutcome {
  /**
   * The state of the process after it: the state before, unless the action was performed, or may have been
   * and that would have ended a claim.
   */
  ProcessState process();

  /** Whether the action changed nothing, for this very reason. */
  default boolean isRefused(Refusal reason) {
    return this instanceof Refused refused && refused.reason() == reason;
  }

  /** The action took effect. */
  record Performed(ProcessState process) implements StepOutcome {}

  /** The action changed nothing. */
  record Refused(Refusal reason, ProcessState process) implements StepOutcome {}

  /**
   * The store does not know whether the transaction took effect, so the process must not act as if it
   * had, nor as if it had not: before anything else, {@link Settlement} has to find out. A heartbeat sent
   * before would resign an office that settling then says is held.
   *
   * @param process the state to show until then; it claims only what holds in both cases
   * @param before the state before the action, which holds if it did not take effect
   * @param ifApplied the state after the action, which holds if it did
   * @param receipt what the transaction left if it took effect; null if the action is repeatable
   */
  record OutcomeUnknown(ProcessState process, ProcessState before, ProcessState ifApplied, Receipt receipt)
      implements StepOutcome {}
}
