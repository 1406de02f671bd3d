package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.operate.Sampler;
import dev.rollcall.conformance.operate.Seen;
import dev.rollcall.conformance.operate.StatusReport;
import dev.rollcall.status.StatusReader;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is going on in a real cluster. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a cluster: its nodes and their heartbeats, who suspects whom, the view, the primary and the quorum, and "
          + "how many actors are placed where and due to move.",
      "",
      "All is read in one transaction that disturbs nobody, and nothing is written.",
      "The store holds counters of heartbeats, and no times. So the age of a heartbeat is what this command has seen "
          + "itself: it looks again and again until every node has beaten, or the time of --sample is over. "
          + "'beat within 0.4 s' says that the counter rose, so long ago at most; 'still for 4.0 s' that it did not, "
          + "for as long as it was watched. By default nodes beat every 2.5 s, a quarter of a lease."},
    footer = {"", "Exit codes: 0 shown, 2 bad usage, no such cluster, or it cannot be read.",
      "Fields of --json: docs/operating.md.",
      "Examples:", "  scripts/rollcall status --cluster orders",
      "  scripts/rollcall status --cluster orders --watch --interval 1",
      "  scripts/rollcall status --cluster orders --json | jq .primary"})
final class StatusCommand implements Callable<Integer> {
  private static final String CLEARED = "\u001b[H\u001b[2J";

  private final Outside outside;

  @Mixin private RealCluster cluster;

  @Option(names = "--sample", paramLabel = "SECONDS", defaultValue = "4",
      description = "How long to watch heartbeats at most before they are shown; 0 for a single look "
          + "(default: ${DEFAULT-VALUE}).")
  @Range("0..86400")
  private Duration sample;

  @Mixin private VotesOption votes;

  @Option(names = "--json", description = "Print one JSON object in a line instead.")
  private boolean json;

  @Option(names = "--watch",
      description = "Show it again and again, on a terminal in place, until Ctrl-C, which is no error.")
  private boolean watch;

  @Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "2",
      description = "How often, with --watch (default: ${DEFAULT-VALUE}).")
  @Range("0.1..86400")
  private Duration interval;

  StatusCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    return cluster.work(outside.stores(), "; it is the one of --cluster-file", this::show);
  }

  private int show(Store store) {
    StatusReader reader = new StatusReader(store, cluster.keys(), votes.votes());
    Sampler sampler = new Sampler(reader, outside.pace(), sample);
    if (!watch) {
      print(sampler.sample().orElseThrow(() -> cluster.unknown(reader)));
      return Rollcall.VERIFIED;
    }
    Interruption interruption = new Interruption();
    try {
      print(sampler.sample().orElseThrow(() -> cluster.unknown(reader)));
      while (again(sampler)) {
        // Each turn waits for the interval and prints.
      }
    } finally {
      interruption.close();
    }
    return Rollcall.VERIFIED;
  }

  /** Whoever watches wants to see the store come back. */
  private boolean again(Sampler sampler) {
    try {
      Optional<Seen> seen = sampler.lookFor(interval);
      seen.ifPresent(this::print);
      return seen.isPresent();
    } catch (StoreUnavailableException e) {
      System.err.println("the store cannot be reached: " + e.getMessage());
      return outside.pace().pause(interval);
    }
  }

  private void print(Seen seen) {
    boolean inPlace = watch && !json && outside.operator().isThere();
    List<String> lines = json ? List.of(StatusReport.json(seen)) : StatusReport.lines(seen);
    System.out.println((inPlace ? CLEARED : "") + String.join(System.lineSeparator(), lines)
        + (watch && !json && !inPlace ? System.lineSeparator() : ""));
    if (System.out.checkError()) {
      throw new UncheckedIOException(new IOException("nobody reads the output any more"));
    }
  }
}
