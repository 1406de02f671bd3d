package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.replay.ReplayResult;
import dev.rollcall.conformance.replay.ReplaySuite;
import dev.rollcall.conformance.replay.Replayer;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.report.Verdict;
import dev.rollcall.conformance.trace.TraceSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Replays mutants of an implementation until a trace tells each from the spec, but for those no trace can tell. */
public final class MutantStage {
  private MutantStage() {}

  /**
   * @param files traces in the order in which they are tried
   */
  public static List<Verdict.MutantRow> run(
      List<Implementation.Mutant> mutants, List<Path> files, int threads, Progress progress)
      throws InterruptedException {
    List<TraceSource> sources = files.stream().map(TraceSource::file).toList();
    List<Callable<Verdict.MutantRow>> jobs = new ArrayList<>();
    for (Implementation.Mutant mutant : mutants) {
      if (!mutant.replayable()) {
        continue;
      }
      jobs.add(() -> {
        progress.at(mutant.name(), "");
        Verdict.MutantRow row = run(mutant, sources);
        progress.done(mutant.name());
        return row;
      });
    }
    return Jobs.run(threads, jobs);
  }

  private static Verdict.MutantRow run(Implementation.Mutant mutant, List<TraceSource> sources) throws Exception {
    ReplaySuite suite = new ReplaySuite(new Replayer(mutant.variant().factory()), new ReplaySuite.Options(1, true));
    ReplaySuite.Summary summary = suite.run(sources, (traces, steps, failures) -> {});
    if (summary.passed()) {
      return new Verdict.MutantRow(mutant.name(), false, "survived " + summary.steps() + " steps", List.of());
    }
    ReplayResult.Diverged diverged = summary.failures().get(0).diverged();
    Path trace = Path.of(summary.failures().get(0).trace().name());
    return new Verdict.MutantRow(mutant.name(), true,
        diverged.kind() + " at step " + diverged.step() + " of " + trace.getFileName(), List.of());
  }
}
