package dev.rollcall.conformance.model;

/** The spec does not parse, or cannot be evaluated, so there is nothing to say of it. Names file and line. */
public final class BadSpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadSpecException(String message) {
    super(message);
  }
}
