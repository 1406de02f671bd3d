package dev.rollcall.conformance.tlc;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A worker process that expands states for a server.
 *
 * @param serverHost where the server is
 * @param serverPort on which it listens
 * @param threads that expand states; each joins as a worker of its own
 * @param host address of this machine under which the server reaches it; empty for the one from which this
 *     machine reaches the server
 * @param port on which to listen for the server, 0 for any that is free
 * @param patience how long to wait for the server, before it is there and while it is silent
 * @param cancelled asked a few times a second; true ends the process's part in the run
 * @param listener hears of this process's own threads
 */
public record WorkerRun(
    String serverHost, int serverPort, int threads, Optional<String> host, int port, Duration patience,
    BooleanSupplier cancelled, ClusterListener listener) {

  public WorkerRun {
    Objects.requireNonNull(serverHost, "serverHost");
    DistributedRun.requirePort(serverPort);
    DistributedRun.requirePort(port);
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
  }

  /** One thread that listens on any free port and waits for the server for a minute. */
  public static WorkerRun of(String serverHost, int serverPort) {
    return new WorkerRun(serverHost, serverPort, 1, Optional.empty(), 0, Duration.ofMinutes(1), () -> false,
        ClusterListener.SILENT);
  }
}
