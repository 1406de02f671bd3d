package dev.rollcall.protocol;

/** What became of an action. Immutable. */
public sealed interface StepOutcome {
  /**
   * The state of the process after it: the state before, unless the action was performed, or may have been
   * and that would have ended a claim.
   */
  ProcessState process();

  /** The action took effect. */
  record Performed(ProcessState process) implements StepOutcome {}

  /** The action changed nothing. */
  record Refused(Refusal reason, ProcessState process) implements StepOutcome {}

  /**
   * The store does not know whether the transaction took effect, so the process must not act as if it
   * had, nor as if it had not: it looks at the store before anything else.
   */
  record OutcomeUnknown(ProcessState process) implements StepOutcome {}
}
