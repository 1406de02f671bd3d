package dev.rollcall.conformance.replay;

/** What the system under test did with a step. Immutable. */
public sealed interface StepResult {

  /** The step was taken. */
  record Performed() implements StepResult {}

  /**
   * The system's own guard declined; nothing changed.
   *
   * @param reason which guard, in words an engineer can act on; refusals are counted by it
   */
  record Refused(String reason) implements StepResult {}

  static StepResult performed() {
    return new Performed();
  }

  static StepResult refused(String reason) {
    return new Refused(reason);
  }
}
