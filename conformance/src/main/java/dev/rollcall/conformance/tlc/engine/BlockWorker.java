package dev.rollcall.conformance.tlc.engine;

import java.net.URI;
import java.rmi.RemoteException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import tlc2.tool.TLCState;
import tlc2.tool.WorkerException;
import tlc2.tool.distributed.NextStateResult;
import tlc2.tool.distributed.TLCWorkerRMI;

/** A thread that expands states for the server, which calls it. */
final class BlockWorker implements TLCWorkerRMI {
  private static final long STACK_BYTES = 64L << 20;

  private final Callable<BlockExpansion> expansions;
  private final IntConsumer expanded;
  private final Runnable ended;
  // TLC evaluates recursively: the stack of the thread in which RMI calls would not do.
  private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
    Thread deep = new Thread(null, work, "tlc-worker", STACK_BYTES);
    deep.setDaemon(true);
    return deep;
  });

  /**
   * @param expanded told of the number of states after each block
   * @param ended called when the server says that there is nothing left
   */
  BlockWorker(Callable<BlockExpansion> expansions, IntConsumer expanded, Runnable ended) {
    this.expansions = expansions;
    this.expanded = expanded;
    this.ended = ended;
  }

  @Override
  public NextStateResult getNextStates(TLCState[] states) throws RemoteException, WorkerException {
    try {
      Block block = thread.submit(() -> expansions.call().of(states)).get();
      expanded.accept(states.length);
      return block;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WorkerException found) {
        throw found;
      }
      throw new RemoteException(e.getCause() instanceof OutOfMemoryError
          ? "out of memory, with " + states.length + " states to expand; give it a larger heap"
          : SpecErrors.message(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RemoteException("interrupted");
    }
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public void exit() {
    ended.run();
  }

  /** Ends its thread. */
  void close() {
    thread.shutdownNow();
  }

  /** The server knows its name already. */
  @Override
  public URI getURI() {
    throw new UnsupportedOperationException();
  }

  /** There is no cache. */
  @Override
  public double getCacheRateRatio() {
    return 0;
  }
}
