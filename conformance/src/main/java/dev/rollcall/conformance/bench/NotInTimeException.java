package dev.rollcall.conformance.bench;

/** This machine did not get a cluster where it should be measured, however long it was waited for. */
public final class NotInTimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotInTimeException(String message) {
    super(message);
  }
}
