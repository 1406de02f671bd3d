package dev.rollcall.conformance.tlc;

/**
 * Server and workers did not come together, or not for long enough: nothing is known about the model. The
 * message says what happened, at which address, and what to do.
 */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterException(String message) {
    super(message);
  }
}
