package dev.rollcall.conformance.cli;

/** What the user gave cannot be worked with; the message says what, where and what to do. */
final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadInputException(String message) {
    super(message);
  }
}
