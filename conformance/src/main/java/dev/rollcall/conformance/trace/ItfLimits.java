package dev.rollcall.conformance.trace;

/**
 * How large a trace may be before reading it is refused. A trace may have any number of states; these
 * bound what one state, and so the reader, holds in memory. Immutable.
 *
 * @param depth how deep values nest; also bounds recursion
 * @param textLength characters in one string or name
 * @param integerDigits digits in one integer, a sign included
 * @param elements elements of one set, sequence, function or record
 * @param valuesPerState values in one state, counted at every depth; also in the header
 * @param charsPerState characters of JSON in one state; also in the header
 */
public record ItfLimits(
    int depth,
    int textLength,
    int integerDigits,
    int elements,
    int valuesPerState,
    long charsPerState) {

  /** Far above any state a model checker visits, far below a default heap. */
  public static final ItfLimits DEFAULT =
      new ItfLimits(100, 100_000, 1_000, 100_000, 500_000, 16_000_000);

  public ItfLimits {
    long least = Math.min(Math.min(depth, textLength), Math.min(integerDigits, elements));
    if (Math.min(least, Math.min(valuesPerState, charsPerState)) < 1) {
      throw new IllegalArgumentException("every limit must be at least 1");
    }
  }
}
