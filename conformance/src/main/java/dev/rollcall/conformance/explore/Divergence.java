package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.trace.Trace;

/**
 * A place where system and spec part, with the way there.
 *
 * @param check which check met it
 * @param trace from the initial state to the state that was not matched, or in which a step was tried
 * @param diverged what was seen, at the trace's last state
 */
public record Divergence(Check check, Trace trace, Diverged diverged) {}
