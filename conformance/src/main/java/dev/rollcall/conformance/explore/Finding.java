package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.StepCheck.Mismatch;
import dev.rollcall.conformance.tlc.StateHandle;
import java.util.Optional;

/**
 * A place where system and spec part, as it was met.
 *
 * @param check which check met it
 * @param in the state of the spec in which the step was taken, or that did not match at once
 * @param step the step; empty for an initial state
 * @param to the state to which the spec takes the step, where it is about that one
 * @param mismatch how they part
 */
record Finding(
    Check check, StateHandle in, Optional<ActionInstance> step, Optional<StateHandle> to, Mismatch mismatch) {

  /** Ends a run of TLC from within; what was found is kept elsewhere. */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop() {
      super("exploration has found what it looks for", null, false, false);
    }
  }
}
