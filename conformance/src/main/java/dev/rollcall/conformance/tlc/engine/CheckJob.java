package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.ProgressListener.Progress;
import dev.rollcall.conformance.tlc.RunStats;
import dev.rollcall.conformance.tlc.TlcRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tlc2.TLCGlobals;

/** One exhaustive run: loads, explores, reads the verdict; can be watched and stopped meanwhile. */
final class CheckJob {
  private final TlcRun run;
  private final Path scratch;
  private final Recorder recorder;
  private final Optional<Path> dotFile;
  private final long start = System.nanoTime();
  private volatile Checker checker;
  private volatile CountingWriter writer;
  private volatile DumpWriter dump;
  private volatile Outcome outcome;

  /**
   * @param dotFile where TLC is to write the graph, if anywhere
   */
  CheckJob(TlcRun run, Path scratch, Recorder recorder, Optional<Path> dotFile) {
    this.run = run;
    this.scratch = scratch;
    this.recorder = recorder;
    this.dotFile = dotFile;
  }

  /** Runs to the end; everything that goes wrong becomes the outcome. */
  void perform() {
    LoadedSpec spec;
    try {
      spec = LoadedSpec.load(run, scratch, Optional.empty());
    } catch (Throwable e) {
      outcome = SpecErrors.whileLoading(run, e, recorder.rawOutput());
      return;
    }
    if (spec.tool().hasSymmetry() && !spec.tool().livenessIsTrue()) {
      outcome =
          new Outcome.SpecError(
              "temporal properties cannot be checked under SYMMETRY: TLC may miss violations; use a"
                  + " configuration without it",
              Optional.of(run.configFile().getFileName().toString()), 0, 0, List.of());
      return;
    }
    try {
      explore(spec);
    } catch (Throwable e) {
      outcome = SpecErrors.whileEvaluating(SpecErrors.message(e), "", List.of());
    }
  }

  private void explore(LoadedSpec spec) throws Exception {
    ActionTable actions = new ActionTable(spec.tool());
    writer = new CountingWriter(spec.tool(), actions, run.transitions());
    dump = dotFile.isPresent() ? new DumpWriter(dotFile.get(), actions, writer) : null;
    Expansion.reportTo(writer);
    boolean deadlock = run.checkDeadlock() && spec.tool().getModelConfig().getCheckDeadlock();
    Path states = Files.createDirectory(scratch.resolve("states"));
    Checker created = new Checker(spec.tool(), states.toString(), dump == null ? writer : dump, deadlock);
    TLCGlobals.mainChecker = created;
    checker = created;
    if (run.workers() == 1) {
      Expansion.gatherFor(created.theStateQueue);
    }
    try {
      created.modelCheck();
    } finally {
      // Some of TLC's ways out forget the threads of its queue.
      created.theStateQueue.finishAll();
      if (dump != null) {
        dump.close();
      }
    }
    outcome =
        new Verdict(run, spec, actions, recorder, created::errorState)
            .outcome()
            .orElseGet(
                () -> SpecErrors.whileEvaluating("TLC did not finish", "", List.of()));
  }

  /** Asks the workers to end after the state at hand. */
  void stop() {
    if (writer != null) {
      writer.stop();
    }
    if (checker != null) {
      checker.stop();
    }
  }

  /** Whether the graph was to be written and was not. */
  boolean dumpFailed() {
    return dump != null && dump.failed();
  }

  Progress progress() {
    Checker running = checker;
    if (running == null) {
      return new Progress(0, 0, 0, 0, seconds());
    }
    return new Progress(
        running.getStatesGenerated(), running.getDistinctStatesGenerated(),
        running.getStateQueueSize(), running.getProgress(), seconds());
  }

  /** What is known now, with {@code cut} as the outcome of a run that was stopped. */
  CheckResult result(Optional<Outcome> cut) {
    boolean conclusive = outcome instanceof Outcome.Violated;
    Outcome verdict = cut.isPresent() && !conclusive ? cut.get() : outcome;
    if (checker == null) {
      return new CheckResult(verdict, RunStats.none(seconds()), List.of(), recorder.rawOutput());
    }
    Progress reached = progress();
    RunStats stats =
        new RunStats(
            reached.generated(), writer.transitions(), reached.distinct(), writer.initialStates(),
            reached.depth(), seconds());
    return new CheckResult(verdict, stats, writer.coverage(), recorder.rawOutput());
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
