package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.DistributedRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.tool.WorkerException;
import tlc2.tool.distributed.TLCWorkerRMI;
import tlc2.util.BitVector;
import tlc2.util.LongVec;
import util.UniqueString;

/** Where workers come to, and what is known of them. Thread-safe. */
final class Reception implements Hub, AutoCloseable {
  private static final long DISMISS_MILLIS = 2000;

  private final DistributedRun run;
  private final Job job;
  private final StateServer server;
  private final Tally tally;
  private final Recorder recorder;
  private final Set<RemoteWorker> workers = ConcurrentHashMap.newKeySet();
  private final AtomicReference<WorkerException> finding = new AtomicReference<>();
  private final ExecutorService calls = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "tlc-call");
    thread.setDaemon(true);
    return thread;
  });
  private volatile boolean over;

  Reception(DistributedRun run, Job job, StateServer server, Tally tally, Recorder recorder) {
    this.run = run;
    this.job = job;
    this.server = server;
    this.tally = tally;
    this.recorder = recorder;
  }

  @Override
  public Job job(String version) {
    if (!version.equals(TLCGlobals.versionOfTLC)) {
      throw new IllegalArgumentException("the worker has TLC " + version + ", the server "
          + TLCGlobals.versionOfTLC + "; use the same build of rollcall on both");
    }
    return job;
  }

  @Override
  public void join(TLCWorkerRMI worker, String name) throws IOException {
    if (over) {
      throw new IOException("the run is over");
    }
    RemoteWorker seen = new RemoteWorker(worker, name, this);
    // Counted and told as one: workers that come together are still told as the first and the second.
    synchronized (workers) {
      workers.add(seen);
      run.listener().joined(name, workers.size());
    }
    server.registerWorker(seen);
  }

  @Override
  public BitVector unseen(LongVec fingerprints) throws IOException {
    return server.unseen(fingerprints);
  }

  @Override
  public UniqueString intern(String string) {
    return server.intern(string);
  }

  @Override
  public boolean isOver() {
    return over;
  }

  int workers() {
    return workers.size();
  }

  Tally tally() {
    return tally;
  }

  Duration patience() {
    return run.patience();
  }

  /** Calls a worker in a thread that nobody has to wait for. */
  <T> Future<T> call(Callable<T> call) {
    return calls.submit(call);
  }

  /** Keeps the first, and has it recorded before TLC says anything of how its thread ended. */
  void found(WorkerException found) {
    if (finding.compareAndSet(null, found)) {
      recorder.record(found instanceof Finding known ? known.code : EC.GENERAL, found.getMessage());
    }
  }

  Optional<WorkerException> finding() {
    return Optional.ofNullable(finding.get());
  }

  void lost(RemoteWorker worker, String reason) {
    synchronized (workers) {
      if (workers.remove(worker) && !over) {
        run.listener().lost(worker.name(), reason, workers.size());
      }
    }
  }

  /** Lets all workers go, and waits a little for them to hear it. */
  @Override
  public void close() {
    over = true;
    server.finish();
    List<Callable<Void>> goodbyes = workers.stream().map(worker -> (Callable<Void>) () -> {
      worker.exit();
      return null;
    }).toList();
    try {
      calls.invokeAll(goodbyes, DISMISS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    calls.shutdownNow();
  }
}
