package dev.rollcall.conformance.tlc;

/** Hears how far a run is, about once a second, from one thread that is not a worker. */
@FunctionalInterface
public interface ProgressListener {
  void onProgress(Progress progress);

  /**
   * @param generated states generated, initial ones included; see {@link RunStats#generated}
   * @param distinct distinct states found
   * @param queued states waiting to be expanded
   * @param depth longest of the shortest paths so far, in states
   * @param seconds since the run began
   */
  record Progress(long generated, long distinct, long queued, int depth, double seconds) {}
}
