package dev.rollcall.conformance.cli;

import dev.rollcall.MembershipConfig;
import dev.rollcall.conformance.bench.Load;
import dev.rollcall.conformance.bench.LoadOptions;
import dev.rollcall.conformance.bench.LoadPlace;
import dev.rollcall.conformance.bench.LoadRow;
import dev.rollcall.conformance.bench.StoreCounts;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.fdb.ClientMissingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a cluster costs its store. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Drives clusters of production processes on a store and counts what they read and write there, for sizing.",
      "The nodes join, read the view, and then send heartbeats and look at the others' as they would in production, "
          + "three times a lease; or, to see how much the store takes, without a pause.",
      "Heartbeats of different nodes must not conflict. For contrast, all nodes then do the same with one key that "
          + "they share."},
    footer = {"", "Machine-readable results: load.json in the output directory.", Rollcall.EXIT_CODES
        + " Here 1 says that a heartbeat conflicted.",
      "Example: scripts/rollcall load --store fdb --nodes 10,100"})
final class LoadCommand implements Callable<Integer> {
  /** What the clusters are on. */
  @Option(names = "--nodes", paramLabel = "N", split = ",", defaultValue = "10,100",
      description = "Sizes of clusters, driven one after the other (default: ${DEFAULT-VALUE}).")
  @Range("1..10000")
  private List<Integer> nodes;

  @Option(names = "--store", paramLabel = "STORE", defaultValue = "embedded",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). In FoundationDB all is below a prefix of "
          + "its own, which is emptied at the end.")
  private StoreOptions.Kind kind;

  @Option(names = "--cluster-file", paramLabel = "FILE", defaultValue = "${env:" + StoreOptions.VARIABLE + "}",
      description = "FoundationDB's cluster file (default: the environment's " + StoreOptions.VARIABLE + ").")
  private Path clusterFile;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "64",
      description = "Threads that take steps, each for members of its own (default: ${DEFAULT-VALUE}).")
  @Range("1..1024")
  private int threads;

  @Option(names = "--seconds", paramLabel = "N", defaultValue = "10",
      description = "How long each thing is measured (default: ${DEFAULT-VALUE}). In that time each node has a turn.")
  @Range("4..86400")
  private int seconds;

  @Option(names = "--unpaced",
      description = "Do not wait for the next heartbeat's time; look apart from heartbeats. Only with --store fdb.")
  private boolean unpaced;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Seed of the instants at which nodes have their turn (default: ${DEFAULT-VALUE}).")
  @Range(Range.SEED)
  private long seed;

  @Mixin private ResultsOptions out;

  /** What goes into the file. */
  record Report(
      String store, boolean paced, double intervalSeconds, int secondsEach, int threads, int processors, long seed,
      List<Load.Result> clusters) {}

  @Override
  public Integer call() throws IOException {
    if (unpaced && kind == StoreOptions.Kind.EMBEDDED) {
      // Then a thread that waits for a processor conflicts with nobody, but is too old; see MemoryStore.
      throw new BadInputException("--unpaced needs --store fdb: at full speed the embedded store forgets, while a "
          + "thread waits for a processor, what it would check for conflicts");
    }
    LoadOptions options =
        new LoadOptions(MembershipConfig.DEFAULT, threads, Duration.ofSeconds(seconds), !unpaced, seed);
    try (LoadPlace place = open()) {
      System.out.printf(Locale.ROOT, "On %s; %d processors, %d threads, %d s each, %s, seed %d%n", place.name(),
          Runtime.getRuntime().availableProcessors(), threads, seconds,
          unpaced ? "unpaced" : "a heartbeat each " + options.interval().toMillis() + " ms", seed);
      return report(place, options);
    } catch (StoreUnavailableException e) {
      throw new BadInputException("the store was lost: " + e.getMessage());
    }
  }

  private LoadPlace open() {
    if (kind == StoreOptions.Kind.EMBEDDED) {
      return LoadPlace.embedded();
    }
    if (clusterFile == null || clusterFile.toString().isEmpty()) {
      throw new BadInputException("no cluster file: give --cluster-file, or set " + StoreOptions.VARIABLE);
    }
    try {
      return LoadPlace.fdb(clusterFile);
    } catch (ClientMissingException | IllegalArgumentException e) {
      throw new BadInputException(e.getMessage());
    } catch (StoreUnavailableException e) {
      throw new BadInputException("the cluster of " + clusterFile + " does not answer: " + e.getMessage());
    }
  }

  private int report(LoadPlace place, LoadOptions options) throws IOException {
    List<Load.Result> results = new ArrayList<>();
    try (Progress progress = Workspace.progress("load", nodes.size())) {
      for (int size : nodes) {
        String job = size + " nodes";
        results.add(new Load(place.store(), options, what -> progress.at(job, what)).run(size));
        progress.done(job);
        place.clear();
      }
    }
    results.forEach(LoadCommand::print);
    out.write("load.json", new Report(
        place.name(), options.paced(), options.interval().toNanos() / 1e9, seconds, threads,
        Runtime.getRuntime().availableProcessors(), seed, results));
    return results.stream().anyMatch(Load.Result::heartbeatsConflicted) ? Rollcall.VIOLATION : Rollcall.VERIFIED;
  }

  private static void print(Load.Result result) {
    System.out.printf(Locale.ROOT, "%n%-15s %9s %9s %9s %9s %9s %9s %8s %8s %8s %8s%n",
        String.format(Locale.ROOT, "%,d nodes", result.nodes()), "steps/s", "trans/s", "commits/s", "conflicts",
        "keys rd/s", "KiB rd/s", "keys w/s", "KiB w/s", "p50 ms", "p99 ms");
    result.rows().forEach(LoadCommand::print);
    LoadRow heartbeats = result.heartbeats();
    if (result.heartbeatsDuePerSecond() > 0) {
      System.out.printf(Locale.ROOT,
          "     %,.1f heartbeats due a second, %,.1f came; %,d came when the lease was over%n",
          result.heartbeatsDuePerSecond(), heartbeats.perSecond(heartbeats.steps()), result.leasesLapsed());
    }
    result.rows().stream().filter(row -> row.failed() > 0).forEach(row -> System.out.printf(Locale.ROOT,
        "     %,d of %,d steps '%s' came to nothing%n", row.failed(), row.steps(), row.name()));
    System.out.printf(Locale.ROOT, "%s conflicts for each commit: heartbeats %.3f, one key for all %.3f%n",
        result.heartbeatsConflicted() ? "FAIL" : "ok  ", heartbeats.conflictsPerCommit(),
        result.sharedKey().conflictsPerCommit());
    if (result.heartbeatsConflicted()) {
      System.out.printf(Locale.ROOT, "     %,d heartbeats conflicted, though each node has a key of its own and nobody "
          + "joined or died%n", heartbeats.counts().conflicts());
    }
  }

  private static void print(LoadRow row) {
    StoreCounts counts = row.counts();
    System.out.printf(Locale.ROOT,
        "%-15s %,9.1f %,9.1f %,9.1f %,9d %,9.0f %,9.1f %,8.1f %,8.2f %,8.2f %,8.2f%n", row.name(),
        row.perSecond(row.steps()), row.perSecond(counts.transactions()), row.perSecond(counts.commits()),
        counts.conflicts(), row.perSecond(counts.keysRead()), row.perSecond(counts.bytesRead()) / 1024,
        row.perSecond(counts.keysWritten()), row.perSecond(counts.bytesWritten()) / 1024, row.medianMillis(),
        row.p99Millis());
  }
}
