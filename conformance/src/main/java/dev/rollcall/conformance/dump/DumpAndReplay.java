package dev.rollcall.conformance.dump;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.trace.TraceHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The whole of it: TLC dumps the graph to a file, the file is parsed, each edge is replayed. Stateless. */
public final class DumpAndReplay {
  private DumpAndReplay() {}

  /**
   * What it led to.
   *
   * @param tlc what TLC said of the model
   * @param replay what the replay saw; empty if TLC did not pass, as its file is then not whole
   * @param dumpBytes size of the file
   */
  public record Result(CheckResult tlc, Optional<DumpReplay.Result> replay, long dumpBytes) {
    /** Whether the model passed and the implementation followed every transition that TLC counted. */
    public boolean conforms() {
      return replay.isPresent() && replay.get().divergence().isEmpty()
          && replay.get().replayed() == tlc.stats().transitions();
    }
  }

  /**
   * Whether a dump of the model shows where its steps lead. With SYMMETRY one node stands for several states, so a step
   * from the one that is shown may lead to another than the one that is shown. Loads the spec.
   */
  public static boolean isPossible(TlcRun run) {
    return !Tlc.usesSymmetry(run);
  }

  /**
   * Dumps, parses, replays a model for which that {@link #isPossible}. The file goes to the directory for temporary
   * files, and is deleted.
   *
   * @param header names module and model and gives the spec's constants
   * @throws IOException if the file cannot be created, read or deleted
   */
  public static Result run(TlcRun run, TraceHeader header, ExplorableSystem.Factory factory) throws IOException {
    Path file = Files.createTempFile("rollcall", ".dot");
    try {
      CheckResult tlc = Tlc.dump(run, file);
      Optional<DumpReplay.Result> replay = tlc.passed()
          ? Optional.of(DumpReplay.run(DotReader.read(file), header, factory)) : Optional.empty();
      return new Result(tlc, replay, Files.size(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
