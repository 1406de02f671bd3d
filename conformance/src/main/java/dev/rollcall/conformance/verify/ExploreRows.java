package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.explore.Exploration;
import dev.rollcall.conformance.explore.StoreFault.Kind;
import dev.rollcall.conformance.model.ModelExploration;
import dev.rollcall.conformance.report.Verdict;

/** An exploration as a row of the verdict. */
final class ExploreRows {
  private ExploreRows() {}

  static Verdict.ExplorationRow row(ModelExploration model) {
    Exploration found = model.exploration();
    return new Verdict.ExplorationRow(model.verdict().model().name(), model.passed(), found.performed(),
        found.excluded(), found.coverage().refusals().total(),
        found.faults().total(Kind.UNKNOWN_COMMITTED, Kind.UNKNOWN_NOT_COMMITTED),
        found.faults().total(Kind.UNAVAILABLE, Kind.CONFLICT), found.audited(), found.hiddenStates(),
        found.reachedAgain());
  }
}
