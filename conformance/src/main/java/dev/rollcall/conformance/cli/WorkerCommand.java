package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.tlc.ClusterListener;
import dev.rollcall.conformance.tlc.Distributed;
import dev.rollcall.conformance.tlc.DistributedRun;
import dev.rollcall.conformance.tlc.WorkerRun;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A worker of a distributed check. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = {
      "Expands states for a 'check --distributed' that serves elsewhere, until that is decided.",
      "It gets the spec from there. What was found is told there, too."},
    footer = {"", Rollcall.EXIT_CODES + " Here 0 says only that the server ended the run.",
      "Example: scripts/rollcall worker 10.0.0.1"})
final class WorkerCommand implements Callable<Integer> {
  private static final Pattern ADDRESS = Pattern.compile("(\\[[^]]+]|[^:]+)(?::(\\d{1,5}))?");

  @Parameters(paramLabel = "HOST[:PORT]",
      description = "Where the server listens (port: " + DistributedRun.DEFAULT_PORT + " if not given).")
  private String server;

  @Option(names = "--threads", paramLabel = "N",
      description = "Threads that expand states (default: one a processor).")
  @Range(Range.THREADS)
  private Integer threads;

  @Option(names = "--host", paramLabel = "ADDRESS",
      description = "Address of this machine under which the server reaches it (default: the one from which this "
          + "machine reaches the server).")
  private String host;

  @Option(names = "--port", paramLabel = "PORT", defaultValue = "0",
      description = "Port on which the server calls this machine, 0 for any (default: ${DEFAULT-VALUE}).")
  @Range(Range.PORT_OR_ANY)
  private int port;

  @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "60",
      description = "How long to wait for the server, before it is there and while it is silent "
          + "(default: ${DEFAULT-VALUE}).")
  @Range("1..86400")
  private int patience;

  @Override
  public Integer call() {
    long states = Distributed.work(run());
    System.out.printf(Locale.ROOT, "done: %,d states expanded; the server has the result%n", states);
    return Rollcall.VERIFIED;
  }

  private WorkerRun run() {
    Matcher address = ADDRESS.matcher(server);
    if (!address.matches()) {
      throw new BadInputException("not a HOST[:PORT]: " + server);
    }
    int serverPort = address.group(2) == null ? DistributedRun.DEFAULT_PORT : Integer.parseInt(address.group(2));
    try {
      return new WorkerRun(address.group(1).replaceAll("[\\[\\]]", ""), serverPort,
          Workspace.orProcessors(threads), Optional.ofNullable(host), port, Duration.ofSeconds(patience), () -> false, new Teller());
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage());
    }
  }

  private static final class Teller implements ClusterListener {
    @Override
    public void joined(String worker, int workers) {
      System.err.println("  joined as " + worker);
    }
  }
}
