package dev.rollcall.conformance.tlc;

import java.nio.file.Path;

/**
 * The side of this package that sees TLC's classes; not for use from outside. A new copy, with TLC's
 * static state in its initial condition, is loaded for every run.
 */
public interface Engine {
  /** Explores the model exhaustively. {@code scratch} is an empty directory for TLC's files. */
  CheckResult check(TlcRun run, Path scratch);

  /** The same, and has TLC write the state graph to a file. */
  CheckResult dump(TlcRun run, Path dotFile, Path scratch);

  /** Walks the model at random. */
  WalkResult walk(TlcRun run, WalkOptions options, Path scratch);

  /** Explores the model exhaustively with workers elsewhere; starts those that are to be on this machine. */
  CheckResult serve(DistributedRun run, Path scratch, LocalWorkers local);

  /** Expands states for a server elsewhere, and returns how many. */
  long work(WorkerRun run, Path scratch);

  /** Whether the configuration names a SYMMETRY set; false where the spec cannot be loaded. */
  boolean usesSymmetry(TlcRun run, Path scratch);
}
