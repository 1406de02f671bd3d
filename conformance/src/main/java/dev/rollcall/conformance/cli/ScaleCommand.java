package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.bench.Flatness;
import dev.rollcall.conformance.bench.IdleMembers;
import dev.rollcall.conformance.bench.Scale;
import dev.rollcall.conformance.bench.ScaleOptions;
import dev.rollcall.conformance.bench.ScaleResult;
import dev.rollcall.conformance.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether members cost the same however many there are. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = {
      "Runs clusters of production's members on the embedded store in virtual time, and counts what each member does "
          + "to the store in a second while nothing happens, and what the crash of one costs.",
      "Then measures in real time what an idle member takes of a processor.",
      "The largest cluster is compared with the smallest in which members do not watch all others, here of "
          + ScaleCommand.LEAST + " or more: no cost of a member may be more than 1.5 times as high."},
    footer = {"", "Machine-readable results: scale.json in the output directory.", Rollcall.EXIT_CODES
        + " Here 1 says that a cost was higher than is said above.",
      "Example: scripts/rollcall scale --members 10,100,1000,10000"})
final class ScaleCommand implements Callable<Integer> {
  /** Members that watch four others do not watch all in a cluster of so many. */
  static final int LEAST = 6;

  private static final int IDLE_MEMBERS = 5;
  private static final List<Duration> LEASES =
      List.of(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(1));

  @Option(names = "--members", paramLabel = "N", split = ",", defaultValue = "10,100,1000",
      description = "Sizes of clusters (default: ${DEFAULT-VALUE}). 10000 takes a minute or two.")
  @Range("3..10000")
  private List<Integer> members;

  @Option(names = "--minutes", paramLabel = "N", defaultValue = "2",
      description = "Virtual time that a calm cluster is counted for (default: ${DEFAULT-VALUE}).")
  @Range("1..1440")
  private int minutes;

  @Option(names = "--idle-seconds", paramLabel = "N", defaultValue = "20",
      description = "Real time that idle members are measured for, with each setting; 0 to leave that out (default: "
          + "${DEFAULT-VALUE}).")
  @Range("0..3600")
  private int idleSeconds;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Seed of all that is random (default: ${DEFAULT-VALUE}).")
  @Range(Range.SEED)
  private long seed;

  @Mixin private ResultsOptions out;

  /** What goes into the file. */
  record Report(
      int minutes, long seed, int processors, List<ScaleResult> clusters, Map<String, Double> ratios, double limit,
      List<IdleMembers.Result> idle) {}

  @Override
  public Integer call() throws IOException {
    if (members.stream().distinct().filter(n -> n >= LEAST).count() < 2) {
      throw new BadInputException("--members must have two sizes of " + LEAST + " or more to compare, not " + members
          + ": in smaller clusters members watch all others");
    }
    ScaleOptions options = ScaleOptions.of(Duration.ofMinutes(minutes), seed);
    System.out.printf(Locale.ROOT, "The embedded store, virtual time; lease %d s, a heartbeat and a look each %d ms, "
        + "%d successors, nobody probed, %d min, seed %d%n", options.config().leaseDuration().toSeconds(),
        options.settings().heartbeatInterval().toMillis(), options.config().successors(), minutes, seed);
    List<ScaleResult> results = new ArrayList<>();
    List<IdleMembers.Result> idle = new ArrayList<>();
    try (Progress progress = Workspace.progress("scale", members.size() + (idleSeconds > 0 ? 1 : 0))) {
      for (int size : members) {
        String job = size + " members";
        results.add(new Scale(options, size, what -> progress.at(job, what)).run());
        progress.done(job);
      }
      if (idleSeconds > 0) {
        LEASES.forEach(lease -> {
          progress.at("idle members", "lease " + lease.toSeconds() + " s");
          idle.add(IdleMembers.measure(IDLE_MEMBERS, lease, Duration.ofSeconds(idleSeconds)));
        });
        progress.done("idle members");
      }
    }
    return report(options, results, idle);
  }

  private int report(ScaleOptions options, List<ScaleResult> results, List<IdleMembers.Result> idle)
      throws IOException {
    printCalm(results);
    printCrash(results);
    printIdle(idle);
    Flatness flatness = Flatness.of(results, options.config().successors());
    System.out.printf(Locale.ROOT, "%n%s a member of %,d costs at most %.1f times what one of %,d does:%n",
        flatness.isFlat() ? "ok  " : "FAIL", flatness.largest(), Flatness.LIMIT, flatness.smallest());
    flatness.ratios().forEach((cost, ratio) -> System.out.printf(Locale.ROOT, "     %-13s %.2f%n", cost, ratio));
    out.write("scale.json", new Report(
        minutes, seed, Runtime.getRuntime().availableProcessors(), results, flatness.ratios(), Flatness.LIMIT, idle));
    return flatness.isFlat() ? Rollcall.VERIFIED : Rollcall.VIOLATION;
  }

  private static void printCalm(List<ScaleResult> results) {
    System.out.printf(Locale.ROOT, "%n%8s %8s %9s %9s %9s %9s %12s %11s %12s%n", "calm:", "trans/s", "commits/s",
        "keys rd/s", "B read/s", "B wrtn/s", "heap, KiB", "shared KiB", "start CPU s");
    System.out.printf(Locale.ROOT, "%8s %47s %13s%n", "members", "each member", "each member");
    results.forEach(r -> System.out.printf(Locale.ROOT, "%,8d %8.2f %9.2f %9.2f %9.0f %9.1f %12.1f %,11.0f %12.1f%n",
        r.members(), r.transactions(), r.commits(), r.keysRead(), r.bytesRead(), r.bytesWritten(),
        r.bytesPerMember() / 1024.0, r.bytesShared() / 1024.0, r.startCpuSeconds()));
  }

  private static void printCrash(List<ScaleResult> results) {
    System.out.printf(Locale.ROOT, "%n%8s %11s %12s %9s %13s %13s %10s%n", "crash:", "detected, s", "all know, s",
        "trans", "keys read", "KiB read", "CPU s");
    results.forEach(r -> System.out.printf(Locale.ROOT, "%,8d %11.2f %12.2f %,9d %,13d %,13.0f %10.2f%n", r.members(),
        r.crash().detectionSeconds(), r.crash().detectionSeconds() + r.crash().spreadingSeconds(),
        r.crash().spreading().transactions(), r.crash().spreading().keysRead(),
        r.crash().spreading().bytesRead() / 1024.0, r.crash().cpuSeconds()));
  }

  private static void printIdle(List<IdleMembers.Result> idle) {
    idle.forEach(r -> System.out.printf(Locale.ROOT, "%nidle: lease %.0f s, a heartbeat each %.2f s, a look each %.2f "
        + "s: %.0f us of CPU a second, %.3f %% of a processor", r.leaseSeconds(), r.heartbeatSeconds(),
        r.lookSeconds(), r.cpuMicrosPerSecond(), r.percentOfOneProcessor()));
    if (!idle.isEmpty()) {
      System.out.println();
    }
  }
}
