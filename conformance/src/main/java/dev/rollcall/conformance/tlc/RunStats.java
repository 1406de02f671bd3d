package dev.rollcall.conformance.tlc;

/**
 * Counts of a run.
 *
 * @param generated states generated: every transition plus every initial state, including those that
 *     a CONSTRAINT then excludes
 * @param transitions transitions between states within the CONSTRAINTs, initial states not counted
 * @param distinct distinct states within the CONSTRAINTs
 * @param initial distinct initial states
 * @param depth the diameter, in states: 1 when there are only initial states
 * @param seconds from loading the spec to the verdict
 */
public record RunStats(
    long generated, long transitions, long distinct, long initial, int depth, double seconds) {

  /** Of a run that never began. */
  public static RunStats none(double seconds) {
    return new RunStats(0, 0, 0, 0, 0, seconds);
  }
}
