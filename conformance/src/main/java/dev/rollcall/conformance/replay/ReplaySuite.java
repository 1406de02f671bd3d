package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.trace.TraceSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Replays many traces. Results come in the order of the traces, whatever the number of threads; the
 * traces may be more than fit into memory. Thread-safe if the replayer is.
 */
public final class ReplaySuite {
  private static final int AHEAD = 8;

  private final Replayer replayer;
  private final Options options;

  /**
   * How to run a suite.
   *
   * @param threads traces replayed at the same time, at least 1
   * @param stopAtFirstFailure whether traces after the first diverging one are left out
   */
  public record Options(int threads, boolean stopAtFirstFailure) {
    public Options {
      if (threads < 1) {
        throw new IllegalArgumentException("threads must be at least 1, not " + threads);
      }
    }
  }

  /** Hears of each finished trace, in order, on the thread that runs the suite. */
  @FunctionalInterface
  public interface Progress {
    void traceDone(long traces, long steps, long failures);
  }

  /**
   * A trace that diverged.
   *
   * @param trace the trace, to be opened again for a report
   */
  public record Failure(TraceSource trace, Diverged diverged) {}

  /**
   * What a suite showed.
   *
   * @param traces traces replayed, at least one
   * @param steps steps that agreed with the spec
   * @param elapsed wall-clock time
   * @param coverage steps that agreed, and refusals of what the spec disables, by action
   * @param failures the traces that diverged, in order
   */
  public record Summary(
      long traces, long steps, Duration elapsed, ActionCoverage coverage, List<Failure> failures) {

    public Summary {
      failures = List.copyOf(failures);
    }

    /** Tries of steps that the spec disables, all refused. */
    public long refusals() {
      return coverage.refusals().total();
    }

    public boolean passed() {
      return failures.isEmpty();
    }
  }

  public ReplaySuite(Replayer replayer, Options options) {
    this.replayer = replayer;
    this.options = options;
  }

  /**
   * Replays all traces, or up to the first failure.
   *
   * @throws EmptySuiteException if there is no trace
   * @throws IOException if a trace cannot be read
   * @throws dev.rollcall.conformance.trace.TraceFormatException if a trace is malformed
   * @throws UnreplayableTraceException if a trace does not fit the adapter
   * @throws InterruptedException if interrupted while waiting for a trace
   */
  public Summary run(Iterable<TraceSource> traces, Progress progress)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(options.threads());
    try {
      return run(traces.iterator(), progress, threads);
    } finally {
      threads.shutdownNow();
    }
  }

  private record Replayed(TraceSource trace, ReplayResult result, ActionCoverage coverage) {}

  private Summary run(Iterator<TraceSource> traces, Progress progress, ExecutorService threads)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long done = 0;
    long steps = 0;
    ActionCoverage coverage = new ActionCoverage();
    List<Failure> failures = new ArrayList<>();
    ArrayDeque<Future<Replayed>> window = new ArrayDeque<>();
    while (true) {
      while (window.size() < options.threads() * AHEAD && traces.hasNext()) {
        TraceSource trace = traces.next();
        window.add(threads.submit(() -> replay(trace)));
      }
      if (window.isEmpty()) {
        break;
      }
      Replayed replayed = await(window.remove());
      done++;
      steps += replayed.result.steps();
      coverage.add(replayed.coverage);
      if (replayed.result instanceof Diverged diverged) {
        failures.add(new Failure(replayed.trace, diverged));
      }
      progress.traceDone(done, steps, failures.size());
      if (!failures.isEmpty() && options.stopAtFirstFailure()) {
        break;
      }
    }
    if (done == 0) {
      throw new EmptySuiteException();
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new Summary(done, steps, elapsed, coverage, failures);
  }

  private Replayed replay(TraceSource trace) throws IOException {
    ActionCoverage coverage = new ActionCoverage();
    return new Replayed(trace, replayer.replay(trace, coverage), coverage);
  }

  private static Replayed await(Future<Replayed> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      } else if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      } else if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
