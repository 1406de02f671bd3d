package dev.rollcall.conformance.tlc.engine;

import java.io.IOException;
import java.rmi.NotBoundException;
import tlc2.tool.TLCState;
import tlc2.tool.distributed.TLCApp;
import tlc2.tool.distributed.TLCServer;
import tlc2.tool.distributed.fp.IFPSetManager;
import tlc2.tool.distributed.fp.NonDistributedFPSetManager;
import tlc2.tool.fp.FPSet;
import tlc2.tool.fp.FPSetFactory;
import tlc2.util.BitVector;
import tlc2.util.LongVec;

/**
 * TLC's server: the queue, the fingerprints, the way back from each state, and a thread for each worker. It is
 * not exported, and its own procedure is not used: that opens ports on every address, evaluates no ASSUME, and
 * reports a violation without its name. Thread-safe.
 */
final class StateServer extends TLCServer {
  // Assigned while the superclass is constructed: an initializer here would undo that.
  private FPSet fingerprints;

  StateServer(TLCApp app) throws IOException, NotBoundException {
    super(app);
  }

  @Override
  protected IFPSetManager getFPSetManagerImpl(TLCApp app, String directory, int servers) throws IOException {
    fingerprints = FPSetFactory.getFPSet(app.getFPSetConfiguration());
    fingerprints.init(1, directory, app.getFileName());
    return new NonDistributedFPSetManager(fingerprints, "", trace);
  }

  /** Queues an initial state; false if it was known. */
  boolean addInitial(TLCState state) throws IOException {
    long fingerprint = state.fingerPrint();
    if (fingerprints.put(fingerprint)) {
      return false;
    }
    state.uid = trace.writeState(fingerprint);
    stateQueue.enqueue(state);
    return true;
  }

  BitVector unseen(LongVec candidates) throws IOException {
    return fingerprints.containsBlock(candidates);
  }

  long distinct() {
    return fingerprints.size();
  }

  /** The level of the states last found, or the highest so far: near the depth, not always equal to it. */
  int depth() {
    try {
      return trace.getLevelForReporting();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Ends the queue's threads and, once they ask for more, those of the workers. */
  void finish() {
    setDone();
    stateQueue.finishAll();
  }

  /** Closes the files. */
  void closeFiles() throws IOException {
    trace.close();
    fingerprints.close();
  }
}
