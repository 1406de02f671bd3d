package dev.rollcall.conformance.replay;

/**
 * The trace and the adapter do not fit together, so replaying says nothing about the implementation.
 * This is an error of the set-up, not a divergence; trying again gives the same. Thrown by adapters
 * without a place; the replayer adds the trace and the state index to the message.
 */
public abstract class UnreplayableTraceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private String trace = "";
  private int stateIndex = -1;

  protected UnreplayableTraceException(String message) {
    super(message);
  }

  /** Says where it happened, once. */
  final void locate(String traceName, int index) {
    if (trace.isEmpty()) {
      trace = traceName;
      stateIndex = index;
    }
  }

  /** The trace's name, or empty if the exception did not pass through a replayer. */
  public final String trace() {
    return trace;
  }

  /** The state that the step was to reach, or -1 if not known. */
  public final int stateIndex() {
    return stateIndex;
  }

  @Override
  public final String getMessage() {
    String message = super.getMessage();
    return trace.isEmpty() ? message : trace + ": state " + stateIndex + ": " + message;
  }
}
