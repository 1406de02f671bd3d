package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ActionCoverage;
import dev.rollcall.conformance.tlc.CheckResult;
import java.util.Optional;

/**
 * What exploring a model showed.
 *
 * @param tlc TLC's own result; not conclusive if there is a divergence, which ends the run
 * @param divergence the first place where system and spec part
 * @param coverage steps performed as in the spec, and refusals of what it disables, by action and reason
 * @param faults steps that met a failing store
 * @param excluded of the steps performed, how many lead out of the model's CONSTRAINTs
 * @param reachedAgain states reached again by their steps, because the heap was too full for their snapshots
 * @param audited states at which hidden state was compared, permutations counted apart; 0 without that check
 * @param hiddenStates different hidden states, over all of these
 */
public record Exploration(
    CheckResult tlc, Optional<Divergence> divergence, ActionCoverage coverage, FaultCounts faults, long excluded,
    long reachedAgain, long audited, int hiddenStates) {

  /** Whether the whole model was explored, and system and spec agree everywhere. */
  public boolean conforms() {
    return divergence.isEmpty() && tlc.passed();
  }

  /** Steps performed as in the spec. */
  public long performed() {
    return coverage.counts().values().stream().mapToLong(Long::longValue).sum();
  }
}
