package dev.rollcall.conformance.tlc;

/**
 * TLC's distributed mode: a server holds the queue of states, the fingerprints and the way back from each
 * state; workers in other processes expand states for it. For models that are beyond one machine. Stateless
 * and thread-safe.
 *
 * <p>It checks all that {@link Tlc#check} does but temporal properties, which it refuses. Distinct states,
 * transitions and coverage are exact. Depth is not, and a counterexample need not be a shortest one, as with
 * several workers in one process. Nobody hears of the transitions, so {@link ActionCoverage#newStates} is 0.
 */
public final class Distributed {
  private Distributed() {}

  /**
   * Serves a run to workers until it is decided. Processes that it started are gone when it returns.
   *
   * @throws ClusterException if it cannot listen, or for longer than the run's patience there was no worker
   */
  public static CheckResult check(DistributedRun run) {
    try (LocalWorkers local = new LocalWorkers(run)) {
      return Tlc.inOwnThread((engine, scratch) -> engine.serve(run, scratch, local));
    }
  }

  /**
   * Works for a server until that ends the run.
   *
   * @return the number of states expanded
   * @throws ClusterException if the server cannot be reached, is lost, or gives this worker up
   */
  public static long work(WorkerRun run) {
    return Tlc.inOwnThread((engine, scratch) -> engine.work(run, scratch));
  }
}
