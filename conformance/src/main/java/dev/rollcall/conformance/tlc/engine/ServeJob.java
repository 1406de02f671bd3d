package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.ClusterException;
import dev.rollcall.conformance.tlc.DistributedRun;
import dev.rollcall.conformance.tlc.LocalWorkers;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.Outcome.SpecError;
import dev.rollcall.conformance.tlc.ProgressListener.Progress;
import dev.rollcall.conformance.tlc.RunStats;
import dev.rollcall.conformance.tlc.TlcRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.rmi.NotBoundException;
import java.util.List;
import java.util.Optional;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.tool.TLCState;
import tlc2.tool.WorkerException;
import tlc2.tool.distributed.TLCApp;
import tlc2.tool.fp.FPSetConfiguration;
import tlc2.tool.impl.FastTool;

/** One exhaustive run with workers elsewhere: loads, serves states until it is decided, reads the verdict. */
final class ServeJob {
  // Of the heap, for fingerprints; what exceeds it goes to disk. States wait on disk, too.
  private static final double HEAP_SHARE = 0.25;

  private final DistributedRun distributed;
  private final TlcRun run;
  private final Path scratch;
  private final LocalWorkers local;
  private final Recorder recorder = Recorder.install();
  private final long start = System.nanoTime();
  private TLCApp app;
  private LoadedSpec spec;
  private ActionTable actions;
  private StateServer server;
  private InitialStates initial;
  private Tally tally;
  private TLCState errorState;

  ServeJob(DistributedRun distributed, Path scratch, LocalWorkers local) {
    this.distributed = distributed;
    this.run = distributed.run();
    this.scratch = scratch;
    this.local = local;
  }

  /** Runs to the end; what is wrong with the spec becomes the outcome. */
  CheckResult perform() throws IOException, NotBoundException {
    SpecFiles files;
    try {
      files = LoadedSpec.prepare(run, scratch, Optional.empty());
      TLCGlobals.metaDir = scratch.resolve("states") + File.separator;
      app = new TLCApp(run.rootModule(), SpecFiles.CONFIGURATION, false, null,
          new FPSetConfiguration(HEAP_SHARE), files);
    } catch (Throwable e) {
      return undecided(SpecErrors.whileLoading(run, e, recorder.rawOutput()));
    }
    spec = new LoadedSpec((FastTool) app.tool, scratch);
    if (!spec.tool().livenessIsTrue()) {
      return undecided(refusal());
    }
    actions = new ActionTable(spec.tool());
    tally = new Tally(actions.size());
    server = new StateServer(app);
    try {
      return explore(files);
    } finally {
      server.finish();
      server.closeFiles();
    }
  }

  private CheckResult undecided(Outcome outcome) {
    return new CheckResult(outcome, RunStats.none(seconds()), List.of(), recorder.rawOutput());
  }

  /** Workers see steps, never a behaviour: TLC would pass over what is said of behaviours. */
  private SpecError refusal() {
    List<String> temporal = new Attribution(run, spec).shares().stream()
        .filter(share -> share.temporals() > 0).map(Attribution.Share::property).toList();
    return new SpecError(
        "temporal properties " + temporal + " cannot be checked by distributed workers: check this model in one"
            + " process, without --distributed",
        Optional.of(run.configFile().getFileName().toString()), 0, 0, List.of());
  }

  private CheckResult explore(SpecFiles files) throws IOException {
    // TLC's server never asks for the ASSUMEs.
    if (spec.tool().checkAssumptions() != EC.NO_ERROR) {
      return undecided(verdict().outcome().orElseGet(
          () -> SpecErrors.whileEvaluating("an ASSUME cannot be evaluated", "", List.of())));
    }
    initial = new InitialStates(spec.tool(), server);
    Optional<Outcome> atOnce = queueInitial();
    if (atOnce.isPresent()) {
      return result(atOnce.get());
    }
    boolean deadlock = run.checkDeadlock() && spec.tool().getModelConfig().getCheckDeadlock();
    CheckResult result = result(serve(Job.of(run, files.found(), deadlock)));
    run.progress().onProgress(progress());
    return result;
  }

  /** What is wrong with an initial state, if anything is. */
  private Optional<Outcome> queueInitial() {
    try {
      initial.queue();
      return Optional.empty();
    } catch (Finding e) {
      errorState = e.state1;
      recorder.record(e.code, e.getMessage());
      return verdict().outcome();
    } catch (RuntimeException e) {
      return Optional.of(SpecErrors.whileEvaluating(SpecErrors.message(e), "", List.of()));
    }
  }

  private Outcome serve(Job job) throws IOException {
    // TLC counts its threads here, one for each worker; loading has set it.
    TLCGlobals.setNumWorkers(0);
    Optional<Outcome> cut;
    Optional<WorkerException> finding;
    try (Listening port = new Listening(distributed.host(), distributed.port());
        Reception reception = new Reception(distributed, job, server, tally, recorder)) {
      port.export(reception, Hub.NAME);
      distributed.listener().opened(distributed.host(), port.port());
      local.start(port.port());
      cut = new Vigil(distributed, reception, server, local, this::progress).untilDecided();
      finding = reception.finding();
    }
    return finding.isPresent() ? found(finding.get()) : unviolated(cut);
  }

  private Outcome found(WorkerException found) throws IOException {
    if (!(found instanceof Finding finding) || finding.code == EC.GENERAL) {
      locate(found);
    }
    try {
      server.trace.printTrace(found.state1, found.state2);
    } catch (WorkerException e) {
      throw new IllegalStateException("TLC does not find the way to the state it reported", e);
    }
    return verdict().outcome().orElseThrow();
  }

  /** Evaluates again what cannot be evaluated, with TLC noting where it is in the spec. */
  private void locate(WorkerException found) {
    app.setCallStack();
    try {
      app.getNextStates(found.state1);
      if (found.state2 != null) {
        app.checkState(found.state1, found.state2);
      }
    } catch (WorkerException | RuntimeException | StackOverflowError e) {
      recorder.record(EC.TLC_NESTED_EXPRESSION, app.printCallStack());
    }
  }

  private Outcome unviolated(Optional<Outcome> cut) {
    Optional<Outcome> failed = cut.or(() -> verdict().outcome());
    if (failed.isPresent()) {
      return failed.get();
    }
    if (!server.stateQueue.isEmpty()) {
      throw new ClusterException("TLC's server ended with " + server.stateQueue.size()
          + " states left that nobody expanded; run it again");
    }
    return new Outcome.Passed();
  }

  private Verdict verdict() {
    return new Verdict(run, spec, actions, recorder, () -> Optional.ofNullable(errorState));
  }

  private Progress progress() {
    return new Progress(initial.generated() + tally.generated(), server.distinct(), server.getNewStates(),
        server.depth(), seconds());
  }

  private CheckResult result(Outcome outcome) {
    Progress reached = progress();
    long[] taken = tally.taken();
    long transitions = 0;
    for (long count : taken) {
      transitions += count;
    }
    RunStats stats = new RunStats(reached.generated(), transitions, reached.distinct(), initial.distinct(),
        reached.depth(), seconds());
    return new CheckResult(outcome, stats, actions.coverage(taken, new long[taken.length]), recorder.rawOutput());
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
