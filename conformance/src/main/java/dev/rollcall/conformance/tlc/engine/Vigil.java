package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.ClusterException;
import dev.rollcall.conformance.tlc.DistributedRun;
import dev.rollcall.conformance.tlc.LocalWorkers;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.ProgressListener.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Watches a distributed run for a reason to end it. Used once. */
final class Vigil {
  private static final long POLL_MILLIS = 50;
  private static final long REPORT_MILLIS = 1000;

  private final DistributedRun distributed;
  private final Reception reception;
  private final StateServer server;
  private final LocalWorkers local;
  private final Supplier<Progress> progress;
  private final long start = System.currentTimeMillis();
  private long lastWorker = start;
  private long nextReport = start + REPORT_MILLIS;
  private boolean everJoined;

  Vigil(DistributedRun distributed, Reception reception, StateServer server, LocalWorkers local,
      Supplier<Progress> progress) {
    this.distributed = distributed;
    this.reception = reception;
    this.server = server;
    this.local = local;
    this.progress = progress;
  }

  /**
   * Waits until something is found or nothing is left.
   *
   * @return why it ends before that; empty if it does not
   * @throws ClusterException if for longer than the run's patience there is no worker
   */
  Optional<Outcome> untilDecided() {
    long limit = distributed.run().timeLimit().map(Duration::toMillis).orElse(Long.MAX_VALUE - start);
    try {
      while (server.isRunning() && reception.finding().isEmpty()) {
        Thread.sleep(POLL_MILLIS);
        long now = System.currentTimeMillis();
        if (distributed.run().cancelled().getAsBoolean()) {
          return Optional.of(new Outcome.Cancelled());
        } else if (now >= start + limit) {
          return Optional.of(new Outcome.TimedOut());
        }
        report(now);
        requireWorkers(now);
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      return Optional.of(new Outcome.Cancelled());
    }
  }

  private void report(long now) {
    if (now >= nextReport) {
      nextReport += REPORT_MILLIS;
      distributed.run().progress().onProgress(progress.get());
    }
  }

  private void requireWorkers(long now) {
    if (reception.workers() > 0) {
      lastWorker = now;
      everJoined = true;
    } else if (server.isRunning() && reception.finding().isEmpty()) {
      Optional<String> failure = local.failure();
      if (!everJoined && failure.isEmpty() && local.isAlive()) {
        // It joins, or it ends and says why.
        lastWorker = now;
      }
      boolean late = now - lastWorker > distributed.patience().toMillis();
      if (late || failure.isPresent() && !everJoined) {
        throw nobody(failure);
      }
    }
  }

  private ClusterException nobody(Optional<String> failure) {
    String when = everJoined
        ? "all workers are lost, and no other came within " + distributed.patience().toSeconds() + " s"
        : failure.isPresent() ? "no worker came" : "no worker came within " + distributed.patience().toSeconds() + " s";
    return new ClusterException(when + "; states left to expand: " + progress.get().queued() + ". "
        + failure.orElse("Start workers with: scripts/rollcall worker HOST:PORT"));
  }
}
