package dev.rollcall.conformance.explore;

/** What exploration can hold a system to. */
public enum Check {
  /** Each step that the spec allows is performed and leads where the spec says. */
  TRANSITION("transitions"),
  /** Each step that the spec disables is refused and changes nothing. */
  REFUSAL("refusals"),
  /** What the system remembers does not depend on the way it came. */
  HIDDEN_STATE("hidden state"),
  /** A step whose outcome was unknown takes effect once, whether or not it had been applied. */
  UNKNOWN_OUTCOME("unknown outcomes"),
  /** A step whose outcome was unknown takes effect once, also if others went on before that was found out. */
  LATE_SETTLEMENT("late settlements"),
  /** A step that fails at any of its store calls changes nothing. */
  TORN_STEP("torn steps");

  private final String title;

  Check(String title) {
    this.title = title;
  }

  /** As reports call it. */
  public String title() {
    return title;
  }
}
