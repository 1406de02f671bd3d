package dev.rollcall.conformance.tlc.engine;

import tlc2.tool.TLCStateVec;
import tlc2.tool.distributed.NextStateResult;
import tlc2.util.LongVec;

/** What came of a block of states: TLC's answer, and the counts that it lacks. */
final class Block extends NextStateResult {
  /** Successors, also those that a CONSTRAINT excludes. */
  final long generated;

  /** Successors within the CONSTRAINTs by index of their action. */
  final long[] taken;

  Block(TLCStateVec states, LongVec fingerprints, long millis, long generated, long[] taken) {
    super(new TLCStateVec[] {states}, new LongVec[] {fingerprints}, millis, generated);
    this.generated = generated;
    this.taken = taken;
  }
}
