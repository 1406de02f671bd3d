package dev.rollcall.conformance.tlc;

/**
 * How to walk at random. The same options on the same spec give the same traces.
 *
 * @param seed of the random numbers
 * @param count traces to produce
 * @param length most steps of a trace, the initial state not counted; a trace ends early where no
 *     action is enabled
 */
public record WalkOptions(long seed, int count, int length, Choice choice) {

  /** How a step is drawn. */
  public enum Choice {
    /** First an enabled action name, then one of its successors: rare actions get their share. */
    BY_ACTION,
    /** Any successor with equal chance: actions with many parameters dominate. */
    BY_SUCCESSOR
  }

  public WalkOptions {
    if (count < 1 || length < 0) {
      throw new IllegalArgumentException("need count >= 1 and length >= 0: " + count + ", " + length);
    }
  }
}
