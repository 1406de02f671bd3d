package dev.rollcall.conformance.cli;

import dev.rollcall.MembershipConfig;
import dev.rollcall.conformance.bench.FailoverOptions;
import dev.rollcall.conformance.bench.MeasuredTimes;
import dev.rollcall.conformance.bench.RealFailover;
import dev.rollcall.conformance.bench.VirtualFailover;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Store;
import dev.rollcall.store.memory.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a cluster is without a primary when the primary is killed. */
@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a cluster on the embedded store, kills its primary again and again, and measures the time until the store "
          + "lets the next primary's first write through.",
      "Says what bound the settings imply, and whether 99 %% of the times are within it and one heartbeat interval. In "
          + "virtual time steps take none, so there all times must be within the bound itself."},
    footer = {"", "Machine-readable results: failover.json in the output directory.", Rollcall.EXIT_CODES
        + " Here 1 says that the times are not within what is said above.",
      "Example: scripts/rollcall failover --virtual --rounds 10000"})
final class FailoverCommand implements Callable<Integer> {
  @Option(names = "--nodes", paramLabel = "N", defaultValue = "5",
      description = "Members, the primary included (default: ${DEFAULT-VALUE}).")
  @Range("3..1000")
  private int nodes;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "50",
      description = "How often the primary is killed (default: ${DEFAULT-VALUE}).")
  @Range("1..1000000")
  private int rounds;

  @Option(names = "--lease", paramLabel = "MS", defaultValue = "1000",
      description = "Lease in milliseconds (default: ${DEFAULT-VALUE}).")
  @Range(Range.LEASE_MS)
  private long leaseMillis;

  @Option(names = "--failure-timeout", paramLabel = "MS", defaultValue = "1500",
      description = "Failure timeout in milliseconds (default: ${DEFAULT-VALUE}).")
  @Range(Range.FAILURE_TIMEOUT_MS)
  private long failureTimeoutMillis;

  @Option(names = "--votes", paramLabel = "N", defaultValue = "1",
      description = "Suspicions wanted before a node is failed (default: ${DEFAULT-VALUE}).")
  @Range(Range.VOTES)
  private int votes;

  @Option(names = "--virtual", description = "In virtual time: thousands of rounds, and no noise of this machine.")
  private boolean virtual;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Seed of the instants at which the primary is killed (default: ${DEFAULT-VALUE}).")
  @Range(Range.SEED)
  private long seed;

  @Mixin private ResultsOptions out;

  /** What goes into the file. */
  record Report(
      boolean virtual, int nodes, int rounds, long leaseMillis, long failureTimeoutMillis, int votes, int processors,
      long seed, double boundMillis, double p50Millis, double p99Millis, double maxMillis, List<Double> allMillis) {}

  @Override
  public Integer call() throws IOException {
    FailoverOptions options = options();
    MemberSettings settings = options.settings();
    System.out.printf(Locale.ROOT, "%d nodes on the embedded store, %s time; lease %s ms, failure timeout %s ms, a "
        + "heartbeat each %s ms, a look each %s ms, slots of %s ms, votes %d, seed %d%n", nodes,
        virtual ? "virtual" : "real", millis(options.config().leaseDuration()),
        millis(options.config().failureTimeout()), millis(settings.heartbeatInterval()),
        millis(settings.lookInterval()), millis(settings.electionSlot()), votes, seed);
    return report(options, measure(options));
  }

  private FailoverOptions options() {
    try {
      Duration lease = Duration.ofMillis(leaseMillis);
      MembershipConfig base = MembershipConfig.DEFAULT;
      MembershipConfig config = new MembershipConfig(lease, Duration.ofMillis(failureTimeoutMillis), base.maxDrift(),
          lease, votes, Math.max(base.successors(), votes));
      return new FailoverOptions(config, MemberSettings.of(config), nodes, rounds, seed);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage() + "; see --lease, --failure-timeout and --votes");
    }
  }

  private MeasuredTimes measure(FailoverOptions options) {
    try (Progress progress = Workspace.progress("failover", 1); Store store = new MemoryStore()) {
      String job = nodes + " nodes";
      IntConsumer round = i -> progress.at(job, "round " + (i + 1) + " of " + rounds);
      MeasuredTimes result =
          virtual ? new VirtualFailover(options).run(round) : new RealFailover(store, options).run(round);
      progress.done(job);
      return result;
    }
  }

  private int report(FailoverOptions options, MeasuredTimes result) throws IOException {
    Duration bound = options.bound();
    Duration limit = virtual ? bound.plus(VirtualFailover.TICK) : bound.plus(options.settings().heartbeatInterval());
    Duration judged = virtual ? result.max() : result.percentile(0.99);
    boolean within = judged.compareTo(limit) <= 0;
    System.out.printf(Locale.ROOT, "%,d times from kill to the next primary's write, in ms: p50 %s, p99 %s, max %s%n",
        result.sorted().size(), millis(result.percentile(0.5)), millis(result.percentile(0.99)), millis(result.max()));
    System.out.printf(Locale.ROOT, "bound %s ms: failure timeout, a look interval, four slots; %d of %d took longer%n",
        millis(bound), result.beyond(virtual ? limit : bound), result.sorted().size());
    System.out.printf(Locale.ROOT, "%s %s is %s %s ms, the bound and %s%n", within ? "ok  " : "FAIL",
        virtual ? "max" : "p99", within ? "within" : "beyond", millis(limit),
        virtual ? "one tick of the clock" : "one heartbeat interval");
    out.write("failover.json", new Report(
        virtual, nodes, rounds, leaseMillis, failureTimeoutMillis, votes, Runtime.getRuntime().availableProcessors(),
        seed, number(bound), number(result.percentile(0.5)), number(result.percentile(0.99)), number(result.max()),
        result.sorted().stream().map(FailoverCommand::number).toList()));
    return within ? Rollcall.VERIFIED : Rollcall.VIOLATION;
  }

  private static double number(Duration time) {
    return time.toNanos() / 1e6;
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%,.0f", number(time));
  }
}
