package dev.rollcall.conformance.tlc;

/** Hears who takes part in a distributed run. Called from several threads; of comings and goings, one at a time. */
public interface ClusterListener {
  /** Hears nothing. */
  ClusterListener SILENT = new ClusterListener() {};

  /** The server listens, and workers may come. */
  default void opened(String host, int port) {}

  /**
   * A thread of a worker process has joined.
   *
   * @param worker its name: host, process and thread
   * @param workers how many there are now
   */
  default void joined(String worker, int workers) {}

  /**
   * A worker is gone. What it was busy with goes to others.
   *
   * @param workers how many are left
   */
  default void lost(String worker, String reason, int workers) {}
}
