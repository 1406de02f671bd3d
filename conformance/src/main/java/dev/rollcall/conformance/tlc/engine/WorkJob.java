package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.ClusterException;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.tlc.WorkerRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tlc2.TLCGlobals;
import util.UniqueString;

/** One process's part in a distributed run: finds the server, takes its spec, is called until it is over. */
final class WorkJob {
  private static final long POLL_MILLIS = 200;
  private static final int POLLS_PER_PING = 10;

  private final WorkerRun run;
  private final Path scratch;
  private final String server;
  private final AtomicLong expanded = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);

  WorkJob(WorkerRun run, Path scratch) {
    this.run = run;
    this.scratch = scratch;
    this.server = run.serverHost() + ":" + run.serverPort();
  }

  /** Works to the end, and returns the number of states expanded. */
  long perform() throws IOException, InterruptedException {
    ServerLink link = ServerLink.open(run);
    Hub hub = link.hub();
    // Before the first string: strings are ordered by numbers, and all processes need the same.
    UniqueString.setSource(hub);
    Recorder.install();
    Job job = job(hub);
    TlcRun model = job.unpack(Files.createDirectory(scratch.resolve("spec")));
    LoadedSpec spec = load(model);
    ActionTable actions = new ActionTable(spec.tool());
    Callable<BlockExpansion> expansions = () -> new BlockExpansion(spec, actions, hub, job.deadlock());
    List<BlockWorker> workers = new ArrayList<>();
    try (Listening port = new Listening(run.host().orElse(link.localAddress()), run.port())) {
      for (int i = 0; i < run.threads(); i++) {
        BlockWorker worker = new BlockWorker(expansions, expanded::addAndGet, ended::countDown);
        workers.add(worker);
        port.export(worker);
        hub.join(worker, port.name() + "/" + i);
        run.listener().joined(port.name() + "/" + i, i + 1);
      }
      awaitEnd(hub);
    } finally {
      workers.forEach(BlockWorker::close);
    }
    return expanded.get();
  }

  /** The server has loaded it before; here each new string is asked of the server, which may be gone by now. */
  private LoadedSpec load(TlcRun model) {
    try {
      return LoadedSpec.load(model, scratch, Optional.empty());
    } catch (RuntimeException e) {
      throw new ClusterException("the spec of the server at " + server + " cannot be loaded here, perhaps because the "
          + "run has ended: " + SpecErrors.message(e));
    }
  }

  private Job job(Hub hub) throws RemoteException {
    try {
      return hub.job(TLCGlobals.versionOfTLC);
    } catch (IllegalArgumentException e) {
      throw new ClusterException(e.getMessage());
    }
  }

  private void awaitEnd(Hub hub) throws InterruptedException {
    ExecutorService pings = Executors.newSingleThreadExecutor();
    try {
      for (int polls = 1; !ended.await(POLL_MILLIS, TimeUnit.MILLISECONDS); polls++) {
        if (run.cancelled().getAsBoolean()) {
          return;
        }
        if (polls % POLLS_PER_PING == 0
            && pings.submit(hub::isOver).get(run.patience().toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (ExecutionException e) {
      if (ended.getCount() > 0) {
        throw new ClusterException("the server at " + server + " is lost: " + SpecErrors.message(e.getCause()));
      }
    } catch (TimeoutException e) {
      throw new ClusterException("the server at " + server + " has been silent for "
          + run.patience().toSeconds() + " s");
    } finally {
      pings.shutdownNow();
    }
  }
}
