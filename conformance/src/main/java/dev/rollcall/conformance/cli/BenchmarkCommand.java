package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.bench.Comparison;
import dev.rollcall.conformance.bench.Contender;
import dev.rollcall.conformance.dump.DumpAndReplay;
import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.explore.ExploreOptions;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelCheck;
import dev.rollcall.conformance.model.ModelExploration;
import dev.rollcall.conformance.model.SpecTraces;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.tlc.TlcRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What exploration costs. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    description = {
      "Compares, in turn and in one process, TLC alone on a model, TLC while production takes every transition, and "
          + "that with unknown outcomes and torn steps as well.",
      "Where the model has no SYMMETRY, also what one would do otherwise: TLC dumps its graph to a file, which is "
          + "parsed, and each edge is replayed.",
      "Times mean something only beside each other; look at the ratios, and on a machine that others use as well at "
          + "those of the processor's time."},
    footer = {"", "Machine-readable results: benchmark.json in the output directory.", Rollcall.EXIT_CODES,
      "Example: scripts/rollcall benchmark Crashes --rounds 3"})
final class BenchmarkCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", arity = "0..1", defaultValue = "QuickAll",
      description = "Name of a model in models.json (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
      description = "Rounds that count, after one that does not (default: ${DEFAULT-VALUE}).")
  @Range("1..1000")
  private int rounds;

  @Option(names = "--workers", paramLabel = "N", defaultValue = "1",
      description = "Workers of TLC (default: ${DEFAULT-VALUE}).")
  @Range(Range.THREADS)
  private int workers;

  @Mixin private Workspace workspace;

  private long dumpBytes;

  @Override
  public Integer call() throws IOException {
    Manifest.Model model = Workspace.models(Manifest.read(workspace.specDir()), List.of(name), null).get(0);
    if (model.liveness()) {
      throw new BadInputException(name + " is a model of liveness, which production is not taken through");
    }
    ExploreOptions failing = ExploreOptions.ALL.without(Check.LATE_SETTLEMENT);
    List<Contender> contenders = new ArrayList<>(List.of(
        new Contender("TLC alone", () -> check(model)),
        new Contender("exploring", () -> explore(model, failing.without(Check.UNKNOWN_OUTCOME, Check.TORN_STEP))),
        new Contender("exploring with failing stores", () -> explore(model, failing))));
    if (DumpAndReplay.isPossible(runOf(model))) {
      contenders.add(new Contender("dump, parse, replay", () -> dumpAndReplay(model)));
    } else {
      System.out.println("No \"dump, parse, replay\": with SYMMETRY a dump shows one of several states at each node, "
          + "and its edges need not lead to what it shows.");
    }
    System.out.printf(Locale.ROOT,
        "%s: %,d states, %,d transitions, %d workers; %d processors, heap of %,d MiB, Java %s%n",
        model.name(), model.distinct(), model.transitions(), workers, Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20, System.getProperty("java.version"));
    List<Comparison.Row> rows;
    try (Progress progress = Workspace.progress("benchmark", 1)) {
      rows = new Comparison(contenders, what -> progress.at(name, what)).run(rounds);
    }
    print(model, rows);
    if (dumpBytes > 0) {
      System.out.printf(Locale.ROOT, "The dump: %,d MiB, %,d bytes a transition%n", dumpBytes >> 20,
          dumpBytes / model.transitions());
    }
    workspace.write("benchmark.json", rows);
    return Rollcall.VERIFIED;
  }

  private TlcRun runOf(Manifest.Model model) {
    return ModelCheck.runOf(workspace.specDir(), model, shown -> {}).withWorkers(workers);
  }

  private long check(Manifest.Model model) {
    CheckResult result = Tlc.check(runOf(model));
    return require(model, result.passed(), result.stats().transitions());
  }

  private long explore(Manifest.Model model, ExploreOptions options) {
    ModelExploration explored = ModelExploration.run(workspace.specDir(), model, workers,
        Production.systems().of(model).factory(), options, List.of(), shown -> {});
    return require(model, explored.exploration().conforms(), explored.exploration().performed());
  }

  private long dumpAndReplay(Manifest.Model model) {
    try {
      DumpAndReplay.Result done = DumpAndReplay.run(runOf(model),
          SpecTraces.header(workspace.specDir(), model, List.of()), Production.systems().of(model).factory());
      dumpBytes = done.dumpBytes();
      return require(model, done.conforms(), done.tlc().stats().transitions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run that was cut short would look fast. */
  private static long require(Manifest.Model model, boolean complete, long transitions) {
    if (!complete) {
      throw new BadInputException(model.name() + " was not explored to its end; see scripts/rollcall explore "
          + model.name());
    }
    return transitions;
  }

  private static void print(Manifest.Model model, List<Comparison.Row> rows) {
    System.out.printf(Locale.ROOT, "%-30s %9s %8s %8s %8s %9s %13s %9s %8s%n", "", "min s", "median", "max", "ratio",
        "CPU ratio", "transitions/s", "peak MiB", "B/state");
    for (Comparison.Row row : rows) {
      System.out.printf(Locale.ROOT, "%-30s %9.2f %8.2f %8.2f %8.2f %9.2f %,13.0f %,9d %,8d%n", row.name(),
          Collections.min(row.seconds()), row.medianSeconds(), Collections.max(row.seconds()), row.medianRatio(),
          row.medianCpuRatio(), row.transitions() / row.medianSeconds(), row.peakBytes() >> 20,
          row.peakBytes() / model.distinct());
    }
  }
}
