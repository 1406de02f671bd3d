package dev.rollcall.conformance.tlc;

import java.time.Duration;
import java.util.Objects;

/**
 * A run whose states are expanded by workers in other processes, on this machine or on others. Immutable;
 * every {@code with…} method returns a changed copy.
 *
 * @param run what to check; its workers and its transition listener are ignored
 * @param host address of this machine on which to listen, and under which workers reach it
 * @param port on which to listen, 0 for any that is free
 * @param localWorkers processes to start on this machine, each with one thread
 * @param localHeap their heap, as Java's {@code -Xmx} takes it, such as {@code 1g}
 * @param patience how long to wait for a worker where there is none, and for a sign of life from one that is
 *     busy; a process that was started here is waited for until it has joined or ended
 */
public record DistributedRun(
    TlcRun run, String host, int port, int localWorkers, String localHeap, Duration patience,
    ClusterListener listener) {
  /** The port of TLC's own server. */
  public static final int DEFAULT_PORT = 10997;

  /** Nobody else can reach it. */
  public static final String LOOPBACK = "127.0.0.1";

  public DistributedRun {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(host, "host");
    requirePort(port);
    if (localWorkers < 0) {
      throw new IllegalArgumentException("there cannot be " + localWorkers + " workers");
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("patience must be positive, not " + patience);
    }
  }

  /** A run on loopback, on any free port, with two processes of a heap of 1 GiB and a minute's patience. */
  public static DistributedRun of(TlcRun run) {
    return new DistributedRun(run, LOOPBACK, 0, 2, "1g", Duration.ofMinutes(1), ClusterListener.SILENT);
  }

  public DistributedRun withAddress(String newHost, int newPort) {
    return new DistributedRun(run, newHost, newPort, localWorkers, localHeap, patience, listener);
  }

  public DistributedRun withLocalWorkers(int count, String heap) {
    return new DistributedRun(run, host, port, count, heap, patience, listener);
  }

  public DistributedRun withPatience(Duration duration) {
    return new DistributedRun(run, host, port, localWorkers, localHeap, duration, listener);
  }

  public DistributedRun withListener(ClusterListener newListener) {
    return new DistributedRun(run, host, port, localWorkers, localHeap, patience, newListener);
  }

  static void requirePort(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }
}
