package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.replay.ActionCoverage;
import dev.rollcall.conformance.replay.DivergenceReport;
import dev.rollcall.conformance.replay.PrefixShrinker;
import dev.rollcall.conformance.replay.ReplaySuite;
import dev.rollcall.conformance.replay.Replayer;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.report.Verdict;
import dev.rollcall.conformance.trace.ItfWriter;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceSource;
import dev.rollcall.conformance.trace.TraceStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Drives an implementation with suites of traces, and tells their shortest divergence in full. */
public final class ReplayStage {
  /** Replays a trace alone on the store that the implementation is explored on. */
  public static final String COMMAND = "scripts/rollcall replay";

  private static final int SHRINKING_REPLAYS = 200;

  private final SystemUnderTest.Factory factory;
  private final int threads;
  private final Path failuresDir;
  private final String command;
  private final ActionCoverage coverage = new ActionCoverage();
  private final List<Verdict.SuiteRow> rows = new ArrayList<>();
  private final List<Diverged> diverged = new ArrayList<>();

  private record Diverged(String name, long traces, int failing, ReplaySuite.Failure shortest) {}

  /**
   * @param failuresDir where failing prefixes are written
   * @param command what replays a trace alone, given the trace
   */
  public ReplayStage(SystemUnderTest.Factory factory, int threads, Path failuresDir, String command) {
    this.factory = factory;
    this.threads = threads;
    this.failuresDir = failuresDir;
    this.command = command;
  }

  /** Replays one suite. */
  public void run(String name, String note, List<Path> files, Progress progress)
      throws IOException, InterruptedException {
    progress.at(name, "");
    List<TraceSource> sources = files.stream().map(TraceSource::file).toList();
    ReplaySuite suite = new ReplaySuite(new Replayer(factory), new ReplaySuite.Options(threads, false));
    ReplaySuite.Summary summary = suite.run(sources, (traces, steps, failures) ->
        progress.at(name, String.format(Locale.ROOT, "%,d of %,d traces, %,d steps", traces, files.size(), steps)));
    progress.done(name);
    coverage.add(summary.coverage());
    rows.add(new Verdict.SuiteRow(name, summary.passed(), summary.traces(), summary.steps(),
        summary.coverage().refusals().total(), summary.elapsed().toMillis() / 1e3, note));
    if (!summary.passed()) {
      ReplaySuite.Failure shortest = Collections.min(
          summary.failures(), Comparator.comparingInt(failure -> failure.diverged().step()));
      diverged.add(new Diverged(name, summary.traces(), summary.failures().size(), shortest));
    }
  }

  public ActionCoverage coverage() {
    return coverage;
  }

  public List<Verdict.SuiteRow> rows() {
    return rows;
  }

  /** One text a suite that diverged; the shortest divergence of all comes first, with its picture. */
  public List<String> problems() throws IOException {
    List<Diverged> inOrder = new ArrayList<>(diverged);
    inOrder.sort(Comparator.comparingInt(d -> d.shortest.diverged().step()));
    List<String> problems = new ArrayList<>();
    for (Diverged suite : inOrder) {
      DivergenceReport report = report(suite.shortest);
      Path prefix = Files.createDirectories(failuresDir).resolve(suite.name.replace(' ', '-') + ItfWriter.SUFFIX);
      report.writePrefix(prefix);
      String found = suite.failing + " of " + suite.traces + " traces of suite '" + suite.name
          + "' diverge; the shortest, cut to where it fails, is " + prefix;
      problems.add(problems.isEmpty() ? found + "\n\n" + report.text() : found);
    }
    return problems;
  }

  private DivergenceReport report(ReplaySuite.Failure failure) throws IOException {
    try (TraceStream stream = failure.trace().open()) {
      Trace trace = Trace.read(stream, failure.diverged().step());
      var shortest = new PrefixShrinker(new Replayer(factory), SHRINKING_REPLAYS).shrink(trace, failure.diverged());
      return new DivergenceReport(failure.trace().name(), failure.diverged().step(), shortest,
          command + " " + failure.trace().name());
    }
  }
}
