package dev.rollcall.conformance.replay;

/** A suite was run without a trace: it would have passed without checking anything. */
public final class EmptySuiteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmptySuiteException() {
    super("there are no traces to replay. Generate them first, or correct the path");
  }
}
