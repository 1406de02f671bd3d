package dev.rollcall.conformance.replay;

/** The trace gives an action other parameters than the adapter expects. */
public final class BadParameterException extends UnreplayableTraceException {
  private static final long serialVersionUID = 1L;

  /**
   * @param expected what the adapter needs there
   * @param found what the trace has, or "nothing"
   */
  public BadParameterException(String action, String parameter, String expected, Object found) {
    super(
        "action " + action + ", parameter \"" + parameter + "\": expected " + expected
            + ", found " + found + ". Record the parameter in the trace as the spec names it");
  }
}
