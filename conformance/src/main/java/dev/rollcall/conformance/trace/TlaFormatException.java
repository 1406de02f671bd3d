package dev.rollcall.conformance.trace;

/**
 * The text is no TLA+ value that {@link TlaReader} knows, or exceeds {@link ItfLimits}. Reading the same text
 * again fails again.
 */
public final class TlaFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  TlaFormatException(int line, int column, String problem) {
    super("line " + line + ", column " + column + ": " + problem);
    this.line = line;
    this.column = column;
  }

  /** The line within the text, counted from 1. */
  public int line() {
    return line;
  }

  /** The column in characters, counted from 1. */
  public int column() {
    return column;
  }
}
