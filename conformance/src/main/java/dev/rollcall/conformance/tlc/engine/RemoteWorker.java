package dev.rollcall.conformance.tlc.engine;

import java.net.URI;
import java.rmi.RemoteException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tlc2.tool.TLCState;
import tlc2.tool.WorkerException;
import tlc2.tool.distributed.NextStateResult;
import tlc2.tool.distributed.TLCWorkerRMI;

/**
 * A worker as TLC's server sees it. A block is answered once or its worker is given up for good, and then TLC
 * hands the block to another: what TLC itself does about a worker that comes back can lose states, or end the
 * run while others are still busy.
 */
final class RemoteWorker implements TLCWorkerRMI {
  private static final long POLL_MILLIS = 500;
  private static final int POLLS_PER_PING = 4;

  private final TLCWorkerRMI worker;
  private final String name;
  private final Reception reception;
  private volatile boolean lost;

  RemoteWorker(TLCWorkerRMI worker, String name, Reception reception) {
    this.worker = worker;
    this.name = name;
    this.reception = reception;
  }

  String name() {
    return name;
  }

  @Override
  public NextStateResult getNextStates(TLCState[] states) throws RemoteException, WorkerException {
    if (lost) {
      throw new RemoteException(name + " was given up");
    }
    Future<NextStateResult> answer = reception.call(() -> worker.getNextStates(states));
    try {
      Block block = (Block) await(answer);
      reception.tally().add(block);
      return block;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WorkerException found) {
        reception.found(found);
        // Without a state, TLC ends the run and says nothing more.
        throw new WorkerException("ended by " + name);
      }
      throw lost(SpecErrors.message(e.getCause()));
    } catch (InterruptedException e) {
      throw lost("interrupted");
    }
  }

  /** Waits as long as the worker shows that it lives, and anybody wants its answer. */
  private NextStateResult await(Future<NextStateResult> answer)
      throws ExecutionException, InterruptedException, RemoteException {
    for (int polls = 1; ; polls++) {
      try {
        return answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (reception.isOver()) {
          throw lost("not waited for");
        }
        if (polls % POLLS_PER_PING == 0) {
          ping();
        }
      }
    }
  }

  private void ping() throws ExecutionException, InterruptedException, RemoteException {
    try {
      reception.call(worker::isAlive).get(reception.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw lost("silent for " + reception.patience().toSeconds() + " s");
    }
  }

  private RemoteException lost(String reason) {
    lost = true;
    reception.lost(this, reason);
    // With a cause, TLC might take it for one that can be tried again.
    return new RemoteException(name + ": " + reason);
  }

  /** Always: only a call that fails tells otherwise. TLC would give up the worker, but not its thread. */
  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public void exit() throws RemoteException {
    worker.exit();
  }

  @Override
  public URI getURI() {
    return URI.create("rmi://" + name);
  }

  @Override
  public double getCacheRateRatio() {
    return 0;
  }
}
