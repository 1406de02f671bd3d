package dev.rollcall.conformance.tlc.engine;

import java.io.IOException;
import java.util.Optional;
import tlc2.tool.ITool;
import tlc2.tool.ModelChecker;
import tlc2.tool.TLCState;
import tlc2.tool.fp.FPSetConfiguration;
import tlc2.util.IStateWriter;

/** TLC's breadth-first checker, with the state in which it gave up made visible. */
final class Checker extends ModelChecker {
  // A share of the heap for fingerprints; what exceeds it goes to disk. TLC's own default, a quarter,
  // would be reserved for each of several runs side by side.
  private static final double HEAP_SHARE = 0.125;

  Checker(ITool tool, String directory, IStateWriter writer, boolean deadlock) throws IOException {
    super(
        tool, directory, writer, deadlock, null, new FPSetConfiguration(HEAP_SHARE),
        System.currentTimeMillis());
  }

  /** The state at which an error was found, if TLC holds one. */
  Optional<TLCState> errorState() {
    return Optional.ofNullable(errState);
  }
}
