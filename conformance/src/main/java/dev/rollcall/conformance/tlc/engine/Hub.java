package dev.rollcall.conformance.tlc.engine;

import java.io.IOException;
import java.rmi.RemoteException;
import tlc2.tool.distributed.InternRMI;
import tlc2.tool.distributed.TLCWorkerRMI;
import tlc2.util.BitVector;
import tlc2.util.LongVec;

/** What workers ask of the server. Its one remote object besides the registry that names it. */
public interface Hub extends InternRMI {
  /** Its name in the registry. */
  String NAME = "rollcall";

  /**
   * What to work on.
   *
   * @param version of the worker's TLC; values travel between equal ones only
   * @throws IllegalArgumentException if it is not the server's
   */
  Job job(String version) throws RemoteException;

  /** Has the worker called from now on; {@code name} says where it is. */
  void join(TLCWorkerRMI worker, String name) throws IOException;

  /** Sets the bits of those fingerprints that no state has so far. */
  BitVector unseen(LongVec fingerprints) throws IOException;

  /** Whether there is nothing left to work on. */
  boolean isOver() throws RemoteException;
}
