package dev.rollcall.conformance.trace;

/**
 * The input is not a trace in the Informal Trace Format, or exceeds {@link ItfLimits}. Reading the
 * same bytes again fails again. The message names the place, what is wrong and what to do.
 */
public final class TraceFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final int line;
  private final int column;
  private final int stateIndex;
  private final String variable;

  TraceFormatException(Place place, String problem, String advice, Throwable cause) {
    super(place + ": " + problem + ". " + advice, cause);
    this.source = place.source;
    this.line = place.line;
    this.column = place.column;
    this.stateIndex = place.stateIndex;
    this.variable = place.variable;
  }

  /** Where the problem is; state -1 is the header, an empty variable is none in particular. */
  record Place(String source, int line, int column, int stateIndex, String variable) {
    @Override
    public String toString() {
      String state = stateIndex < 0 ? "" : ": state " + stateIndex;
      String inside = variable.isEmpty() ? "" : (state.isEmpty() ? ": " : ", ") + variable;
      return source + ":" + line + ":" + column + state + inside;
    }
  }

  /** The file's path, or the name the input was opened under. */
  public String source() {
    return source;
  }

  /** The line, counted from 1. */
  public int line() {
    return line;
  }

  /** The column in characters, counted from 1. */
  public int column() {
    return column;
  }

  /** The state's index, or -1 outside the states. */
  public int stateIndex() {
    return stateIndex;
  }

  /** The variable (as "variable v") or part of the state, or empty where there is none. */
  public String variable() {
    return variable;
  }
}
