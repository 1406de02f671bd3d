package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.tlc.ClusterListener;
import dev.rollcall.conformance.tlc.DistributedRun;
import dev.rollcall.conformance.tlc.TlcRun;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the workers of a distributed check are; none of these without {@code --distributed}. */
final class ClusterOptions {
  @Option(names = "--distributed", required = true,
      description = "Serve the states of the one MODEL to worker processes.")
  @SuppressWarnings("UnusedVariable") // That the group is there says it.
  private boolean distributed;

  @Option(names = "--local-workers", paramLabel = "N", defaultValue = "2",
      description = "Worker processes to start on this machine, of one thread each (default: ${DEFAULT-VALUE}).")
  @Range("0..64")
  private int localWorkers;

  @Option(names = "--worker-heap", paramLabel = "SIZE", defaultValue = "1g",
      description = "Heap of each local worker (default: ${DEFAULT-VALUE}).")
  @Range("64m..1024g")
  private String heap;

  @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = DistributedRun.LOOPBACK,
      description = "Address of this machine on which to listen for workers, and under which they reach it "
          + "(default: ${DEFAULT-VALUE}, so only from this machine).")
  private String host;

  @Option(names = "--port", paramLabel = "PORT", defaultValue = "" + DistributedRun.DEFAULT_PORT,
      description = "Port to listen on, 0 for any (default: ${DEFAULT-VALUE}).")
  @Range(Range.PORT_OR_ANY)
  private int port;

  @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "60",
      description = "How long to wait for a worker where there is none, and for a sign of life from one that is busy "
          + "(default: ${DEFAULT-VALUE}).")
  @Range("1..86400")
  private int patience;

  /** A server serves one model, and then its workers are done. */
  void requireOne(List<String> names) {
    if (names.size() != 1) {
      throw new BadInputException("--distributed checks one model: name it, as in 'check Full --distributed'");
    }
  }

  /** The run, with workers as these options say. */
  DistributedRun on(TlcRun run) {
    try {
      return DistributedRun.of(run).withAddress(host, port).withLocalWorkers(localWorkers, heap)
          .withPatience(Duration.ofSeconds(patience)).withListener(new Teller());
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage());
    }
  }

  /** Tells on standard error who takes part. */
  private static final class Teller implements ClusterListener {
    @Override
    public void opened(String host, int port) {
      System.err.println("  serving at " + host + ":" + port + ", waiting for workers");
    }

    @Override
    public void joined(String worker, int workers) {
      System.err.println("  worker " + worker + " joined, " + workers + " now");
    }

    @Override
    public void lost(String worker, String reason, int workers) {
      System.err.println("  worker " + worker + " is lost (" + reason + "); others take over its states, " + workers
          + " left");
    }
  }
}
