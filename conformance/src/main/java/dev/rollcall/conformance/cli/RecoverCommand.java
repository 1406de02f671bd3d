package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.bench.MeasuredTimes;
import dev.rollcall.conformance.bench.Recovery;
import dev.rollcall.conformance.bench.RecoveryCase;
import dev.rollcall.conformance.bench.RecoveryOptions;
import dev.rollcall.conformance.bench.RecoveryResult;
import dev.rollcall.conformance.bench.RecoveryRow;
import dev.rollcall.conformance.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How soon those who survive are a whole cluster again. */
@Command(
    name = "recover",
    mixinStandardHelpOptions = true,
    description = {
      "Has clusters of production's members live through random histories in virtual time: crashes, restarts with old "
          + "ids and with new ones, stores that are cut off or away, partitions, suspended machines, leaves.",
      "Then the network, the store and the machines are well again, and the dead stay dead, however many they are. "
          + "Measures the time until there is one primary, every process that runs is a member, the dead are not, and "
          + "every actor runs.",
      "No time may be above the bound that the settings imply, and no safety property may break at any time."},
    footer = {"", "Machine-readable results: recover.json in the output directory.", Rollcall.EXIT_CODES
        + " Here 1 says that a history took longer, or was not safe.",
      "Example: scripts/rollcall recover --histories 10000 --nodes 3..40"})
final class RecoverCommand implements Callable<Integer> {
  private static final int EXPLAINED = 3;
  private static final int LISTED = 20;

  /** Whether members probe each other. */
  enum Probes { ON, OFF, BOTH }

  @Option(names = "--histories", paramLabel = "N", defaultValue = "1000",
      description = "How many; each kind of cluster has its share (default: ${DEFAULT-VALUE}).")
  @Range("1..1000000")
  private int histories;

  @Option(names = "--nodes", paramLabel = "N", split = ",", defaultValue = "3,5,7,9,20,40",
      description = "Sizes of clusters: numbers, or ranges as in 3..40 (default: ${DEFAULT-VALUE}).")
  @Range("2..1000")
  private List<ClusterSizes> nodes;

  @Option(names = "--probes", paramLabel = "WHICH", defaultValue = "both",
      description = "Whether members probe each other: on, off or both (default: ${DEFAULT-VALUE}).")
  private Probes probes;

  @Option(names = "--votes", paramLabel = "N", split = ",", defaultValue = "1,2",
      description = "Suspicions wanted before a node is failed. At least as many processes survive (default: "
          + "${DEFAULT-VALUE}).")
  @Range(Range.VOTES)
  private List<Integer> votes;

  @Option(names = "--lease", paramLabel = "MS", defaultValue = "10000",
      description = "Lease in milliseconds (default: ${DEFAULT-VALUE}).")
  @Range(Range.LEASE_MS)
  private long leaseMillis;

  @Option(names = "--failure-timeout", paramLabel = "MS", defaultValue = "15000",
      description = "Failure timeout in milliseconds (default: ${DEFAULT-VALUE}).")
  @Range(Range.FAILURE_TIMEOUT_MS)
  private long failureTimeoutMillis;

  @Option(names = "--limit", paramLabel = "MS",
      description = "What no history may take longer than, in milliseconds (default: the bound that the settings imply, "
          + "for clusters with probes and for those without).")
  @Range("1..86400000")
  private Long limitMillis;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Seed of the first history; each other one has the next (default: ${DEFAULT-VALUE}).")
  @Range(Range.SEED)
  private long seed;

  @Option(names = "--timeline", description = "Print what happened in each history, not only in those that fail.")
  private boolean timeline;

  @Option(names = "--threads", paramLabel = "N",
      description = "Histories side by side (default: one a processor).")
  @Range(Range.THREADS)
  private Integer threads;

  @Mixin private ResultsOptions out;

  /** A history that took too long, or was not safe; {@code tookMillis} is null if it was never whole. */
  record Failure(
      long seed, int nodes, boolean probing, int votes, Double tookMillis, String lacked, List<String> violations,
      String repeat) {}

  /** One line of the table; times are null if no cluster of the kind was whole again. */
  record Row(
      int leastNodes, int mostNodes, boolean probing, int votes, int histories, Double p50Millis, Double p99Millis,
      Double maxMillis, double limitMillis, long above, long never, long unsafe) {}

  /** What goes into the file. */
  record Report(
      int histories, long seed, long leaseMillis, long failureTimeoutMillis, long above, long unsafe,
      List<Row> rows, List<Failure> failures) {}

  @Override
  public Integer call() throws IOException {
    RecoveryOptions options = options();
    System.out.printf(Locale.ROOT, "%,d histories on the embedded store, virtual time; nodes %s, probes %s, votes %s; "
        + "lease %,d ms, failure timeout %,d ms, a look each %,d ms, slots of %,d ms, seed %d%n", histories,
        join(nodes), probes.name().toLowerCase(Locale.ROOT), join(votes), leaseMillis,
        failureTimeoutMillis, options.settings().lookInterval().toMillis(),
        options.settings().electionSlot().toMillis(), seed);
    Recovery recovery = new Recovery(options, Workspace.orProcessors(threads));
    return report(options, recovery, measure(options, recovery));
  }

  private RecoveryOptions options() {
    List<Integer> sizes = nodes.stream().flatMapToInt(ClusterSizes::each).boxed().toList();
    int least = Collections.max(votes);
    if (sizes.stream().anyMatch(n -> n < least)) {
      throw new BadInputException("--nodes must be at least " + least + ", not " + join(nodes)
          + ": at least as many processes survive as there are votes");
    }
    List<Boolean> probing = switch (probes) {
      case ON -> List.of(true);
      case OFF -> List.of(false);
      case BOTH -> List.of(true, false);
    };
    RecoveryOptions options = new RecoveryOptions(Duration.ofMillis(leaseMillis),
        Duration.ofMillis(failureTimeoutMillis), sizes, probing, votes, histories, seed);
    try {
      votes.forEach(options::config);
      probing.forEach(options::bound);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage() + "; see --lease, --failure-timeout and --votes");
    }
    return options;
  }

  private List<RecoveryResult> measure(RecoveryOptions options, Recovery recovery) {
    try (Progress progress = Workspace.progress("recover", histories)) {
      AtomicInteger failed = new AtomicInteger();
      return recovery.run(result -> {
        failed.addAndGet(isWithin(options, result) ? 0 : 1);
        progress.at("histories", failed + " failed");
        progress.done("");
      });
    }
  }

  private Duration limit(RecoveryOptions options, boolean probing) {
    return limitMillis == null ? options.bound(probing) : Duration.ofMillis(limitMillis);
  }

  private boolean isWithin(RecoveryOptions options, RecoveryResult result) {
    return result.isWithin(limit(options, result.of().probing()));
  }

  private int report(RecoveryOptions options, Recovery recovery, List<RecoveryResult> results) throws IOException {
    List<RecoveryRow> rows = RecoveryRow.of(results, probing -> limit(options, probing));
    System.out.printf(Locale.ROOT, "From the end of all faults until the cluster is whole, in ms:%n%9s %6s %6s %10s %9s "
        + "%9s %9s %9s %6s %6s %7s%n", "nodes", "probes", "votes", "histories", "p50", "p99", "max",
        limitMillis == null ? "bound" : "limit", "above", "never", "unsafe");
    rows.forEach(RecoverCommand::print);
    List<RecoveryResult> failed = results.stream().filter(result -> !isWithin(options, result)).toList();
    failed.stream().limit(LISTED).forEach(this::print);
    if (failed.size() > LISTED) {
      System.out.printf(Locale.ROOT, "and %,d more, see the details%n", failed.size() - LISTED);
    }
    (timeline ? results : failed.stream().limit(EXPLAINED).toList()).forEach(result -> print(recovery, result.of()));
    long above = rows.stream().mapToLong(RecoveryRow::above).sum();
    long unsafe = rows.stream().mapToLong(RecoveryRow::unsafe).sum();
    System.out.printf(Locale.ROOT, "%s %,d of %,d took longer than the %s and one tick of the clock; %,d were not safe%n",
        failed.isEmpty() ? "ok  " : "FAIL", above, results.size(), limitMillis == null ? "bound" : "limit", unsafe);
    out.write("recover.json", new Report(histories, seed, leaseMillis, failureTimeoutMillis, above, unsafe,
        rows.stream().map(RecoverCommand::row).toList(), failed.stream().map(this::failure).toList()));
    return failed.isEmpty() ? Rollcall.VERIFIED : Rollcall.VIOLATION;
  }

  private static void print(RecoveryRow row) {
    String size = row.leastNodes() == row.mostNodes() ? "" + row.leastNodes() : row.leastNodes() + ".." + row.mostNodes();
    System.out.printf(Locale.ROOT, "%9s %6s %6d %,10d %9s %9s %9s %9s %,6d %,6d %,7d%n", size, row.probing() ? "on" : "off",
        row.votes(), row.histories(), percentile(row, 0.5), percentile(row, 0.99), percentile(row, 1),
        millis(row.limit()), row.above(), row.never(), row.unsafe());
  }

  private void print(RecoveryResult failed) {
    System.out.printf(Locale.ROOT, "FAIL %s: %s%s%n     repeat with: %s%n", describe(failed.of()),
        failed.took().map(time -> "whole after " + millis(time) + " ms; lacked last: ").orElse("never whole; lacks: "),
        failed.lacked(), repeat(failed.of()));
    failed.violations().forEach(violation -> System.out.println("     NOT SAFE " + violation));
  }

  private static void print(Recovery recovery, RecoveryCase one) {
    System.out.println("Timeline of " + describe(one) + ", in s:");
    recovery.explain(one).timeline().forEach(line -> System.out.println("  " + line));
  }

  private static String describe(RecoveryCase one) {
    return "seed " + one.seed() + ", " + one.nodes() + " nodes, probes " + (one.probing() ? "on" : "off") + ", votes "
        + one.votes();
  }

  private String repeat(RecoveryCase one) {
    return "scripts/rollcall recover --histories 1 --seed " + one.seed() + " --nodes " + one.nodes() + " --probes "
        + (one.probing() ? "on" : "off") + " --votes " + one.votes() + " --lease " + leaseMillis
        + " --failure-timeout " + failureTimeoutMillis + (limitMillis == null ? "" : " --limit " + limitMillis)
        + " --timeline";
  }

  private Failure failure(RecoveryResult failed) {
    RecoveryCase one = failed.of();
    return new Failure(one.seed(), one.nodes(), one.probing(), one.votes(),
        failed.took().map(RecoverCommand::number).orElse(null), failed.lacked(), failed.violations(), repeat(one));
  }

  private static Row row(RecoveryRow row) {
    Optional<MeasuredTimes> took = row.took();
    return new Row(row.leastNodes(), row.mostNodes(), row.probing(), row.votes(), row.histories(),
        took.map(times -> number(times.percentile(0.5))).orElse(null),
        took.map(times -> number(times.percentile(0.99))).orElse(null),
        took.map(times -> number(times.max())).orElse(null), number(row.limit()), row.above(), row.never(),
        row.unsafe());
  }

  private static String percentile(RecoveryRow row, double part) {
    return row.took().map(times -> millis(times.percentile(part))).orElse("-");
  }

  private static String join(List<?> numbers) {
    return String.join(",", numbers.stream().map(String::valueOf).toList());
  }

  private static double number(Duration time) {
    return time.toNanos() / 1e6;
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%,.0f", number(time));
  }
}
