package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.DivergenceReport;
import dev.rollcall.conformance.replay.PrefixShrinker;
import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.trace.Trace;

/**
 * A place where system and spec part, with the way there.
 *
 * @param check which check met it
 * @param trace from the initial state to the state that was not matched, or in which a step was tried
 * @param diverged what was seen, at the trace's last state
 */
public record Divergence(Check check, Trace trace, Diverged diverged) {

  /**
   * The divergence for people, and for writing its trace.
   *
   * @param name what the trace is called
   * @param command what to run to see it again; empty leaves it out
   */
  public DivergenceReport report(String name, String command) {
    return new DivergenceReport(name, diverged.step(), new PrefixShrinker.Failure(trace, diverged), command);
  }

  /** The text of the report. */
  public String text(String command) {
    return report("found by exploration", command).text();
  }
}
