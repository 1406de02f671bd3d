package dev.rollcall.conformance.tlc;

import java.util.List;

/**
 * Random traces, or the first violation on one of them.
 *
 * @param outcome {@code Passed} when all traces satisfy all invariants and action properties;
 *     temporal properties are not checked on a finite walk
 * @param traces the complete ones, each starting with its initial state
 * @param coverage one row per action, as in {@link CheckResult#coverage}; {@code newStates} is 0
 */
public record WalkResult(
    Outcome outcome, List<List<TraceStep>> traces, List<ActionCoverage> coverage, String rawOutput) {

  /** Actions that no trace took. */
  public List<String> neverTaken() {
    return coverage.stream().filter(row -> row.taken() == 0).map(ActionCoverage::action).toList();
  }
}
