package dev.rollcall.conformance.tlc;

import java.util.List;

/**
 * Everything a run showed.
 *
 * @param coverage one row for every action of the next-state relation, in the order of the spec, also
 *     for those never taken
 * @param rawOutput TLC's own text, for diagnosis only
 */
public record CheckResult(
    Outcome outcome, RunStats stats, List<ActionCoverage> coverage, String rawOutput) {

  public CheckResult {
    coverage = List.copyOf(coverage);
  }

  public boolean passed() {
    return outcome instanceof Outcome.Passed;
  }

  /** Actions that never fired; conclusive only for a run that was not cut short. */
  public List<String> neverTaken() {
    return coverage.stream().filter(row -> row.taken() == 0).map(ActionCoverage::action).toList();
  }

  /** Whether some step of the next-state relation has no name of its own. */
  public boolean hasAnonymousAction() {
    return coverage.stream().anyMatch(ActionCoverage::anonymous);
  }
}
