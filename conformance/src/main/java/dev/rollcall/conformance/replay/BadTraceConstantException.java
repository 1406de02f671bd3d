package dev.rollcall.conformance.replay;

/** A constant that the trace records, or the shape of its first state, is not what the adapter needs. */
public final class BadTraceConstantException extends UnreplayableTraceException {
  private static final long serialVersionUID = 1L;

  public BadTraceConstantException(String constant, String problem) {
    super("constant \"" + constant + "\": " + problem);
  }
}
