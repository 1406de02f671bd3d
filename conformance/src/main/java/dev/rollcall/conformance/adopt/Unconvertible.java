package dev.rollcall.conformance.adopt;

/** A type or a value that has no counterpart; who asked knows the member, and says so. */
final class Unconvertible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unconvertible(String message) {
    super(message);
  }
}
