package dev.rollcall.conformance.tlc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server with its workers, on loopback, for the tests; remembers who came and went. */
final class Cluster implements ClusterListener {
  final List<String> joined = new CopyOnWriteArrayList<>();
  final List<String> lost = new CopyOnWriteArrayList<>();
  final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
  private final int threads;
  private final AtomicBoolean over = new AtomicBoolean();

  private Cluster(int threads) {
    this.threads = threads;
  }

  /** Checks with workers that are threads of this JVM, each with a copy of TLC: quick to start. */
  static CheckResult check(TlcRun run) {
    Cluster cluster = new Cluster(2);
    CheckResult result = Distributed.check(cluster.of(run).withLocalWorkers(0, "1g"));
    // A run that is cancelled may be over before a worker has found its way.
    if (!cluster.failures.isEmpty() && !(result.outcome() instanceof Outcome.Cancelled)) {
      throw cluster.failures.get(0);
    }
    return result;
  }

  /** Workers are processes only. */
  static Cluster ofProcesses() {
    return new Cluster(0);
  }

  DistributedRun of(TlcRun run) {
    return DistributedRun.of(run).withPatience(Duration.ofSeconds(20)).withListener(this);
  }

  @Override
  public void opened(String host, int port) {
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> work(host, port), "test-worker");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void work(String host, int port) {
    try {
      Distributed.work(new WorkerRun(host, port, 1, Optional.empty(), 0, Duration.ofSeconds(20), over::get,
          ClusterListener.SILENT));
    } catch (RuntimeException e) {
      // A worker that comes when all is done finds nobody.
      if (joined.isEmpty()) {
        failures.add(e);
      }
    }
  }

  @Override
  public void joined(String worker, int workers) {
    joined.add(worker);
  }

  @Override
  public void lost(String worker, String reason, int workers) {
    lost.add(worker + " " + reason);
  }
}
