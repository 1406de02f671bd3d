package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.ClusterException;
import dev.rollcall.conformance.tlc.DistributedRun;
import dev.rollcall.conformance.tlc.Engine;
import dev.rollcall.conformance.tlc.LocalWorkers;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.tlc.WalkOptions;
import dev.rollcall.conformance.tlc.WalkResult;
import dev.rollcall.conformance.tlc.WorkerRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.NotBoundException;
import java.time.Duration;
import java.util.Optional;

/** One run of TLC. Loaded anew for each, so that it may rely on TLC's static state being fresh. */
public final class TlcEngine implements Engine {
  private static final long STACK_BYTES = 64L << 20;
  private static final long POLL_MILLIS = 100;
  private static final long REPORT_MILLIS = 1000;
  private static final long GRACE_MILLIS = 3000;

  @Override
  public CheckResult check(TlcRun run, Path scratch) {
    return perform(run, new CheckJob(run, scratch, Recorder.install(), Optional.empty()));
  }

  @Override
  public CheckResult dump(TlcRun run, Path dotFile, Path scratch) {
    try {
      // What TLC cannot open would look like a fault of the spec.
      Files.write(dotFile, new byte[0]);
      CheckJob job = new CheckJob(run, scratch, Recorder.install(), Optional.of(dotFile));
      CheckResult result = perform(run, job);
      if (job.dumpFailed()) {
        throw new IOException("is there room on the disk?");
      }
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException("the graph could not be written to " + dotFile, e);
    }
  }

  private static CheckResult perform(TlcRun run, CheckJob job) {
    Thread worker = new Thread(null, job::perform, "tlc-check", STACK_BYTES);
    worker.start();
    Optional<Outcome> cut;
    try {
      cut = watch(run, job, worker);
    } catch (InterruptedException e) {
      job.stop();
      worker.interrupt();
      cut = Optional.of(new Outcome.Cancelled());
    }
    CheckResult result = job.result(cut);
    run.progress().onProgress(job.progress());
    return result;
  }

  /** Waits for the run to end or for a reason to end it; then it is no longer waited for for long. */
  private static Optional<Outcome> watch(TlcRun run, CheckJob job, Thread worker)
      throws InterruptedException {
    long start = System.currentTimeMillis();
    long deadline = start + run.timeLimit().map(Duration::toMillis).orElse(Long.MAX_VALUE - start);
    long nextReport = start + REPORT_MILLIS;
    while (worker.isAlive()) {
      worker.join(POLL_MILLIS);
      long now = System.currentTimeMillis();
      boolean cancelled = run.cancelled().getAsBoolean();
      if (worker.isAlive() && (cancelled || now >= deadline)) {
        end(job, worker);
        return Optional.of(cancelled ? new Outcome.Cancelled() : new Outcome.TimedOut());
      }
      if (worker.isAlive() && now >= nextReport) {
        nextReport += REPORT_MILLIS;
        run.progress().onProgress(job.progress());
      }
    }
    return Optional.empty();
  }

  private static void end(CheckJob job, Thread worker) throws InterruptedException {
    job.stop();
    worker.join(GRACE_MILLIS);
    if (worker.isAlive()) {
      // Liveness checking waits for its threads and hears nothing but an interrupt.
      worker.interrupt();
      worker.join(GRACE_MILLIS);
    }
  }

  @Override
  public WalkResult walk(TlcRun run, WalkOptions options, Path scratch) {
    return new Walker(run, options, Recorder.install()).walk(scratch);
  }

  @Override
  public CheckResult serve(DistributedRun run, Path scratch, LocalWorkers local) {
    callBackHere();
    try {
      return new ServeJob(run, scratch, local).perform();
    } catch (IOException | NotBoundException e) {
      throw new IllegalStateException("cannot serve: " + e.getMessage(), e);
    }
  }

  @Override
  public long work(WorkerRun run, Path scratch) {
    callBackHere();
    try {
      return new WorkJob(run, scratch).perform();
    } catch (IOException e) {
      throw new ClusterException("the server at " + run.serverHost() + ":" + run.serverPort()
          + " cannot be worked for: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted");
    }
  }

  /** RMI reads what arrives with the class loader of the thread that exports: this copy of TLC's classes. */
  private void callBackHere() {
    Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
  }

  @Override
  public boolean usesSymmetry(TlcRun run, Path scratch) {
    Recorder.install();
    try {
      return LoadedSpec.load(run, scratch, Optional.empty()).tool().hasSymmetry();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
