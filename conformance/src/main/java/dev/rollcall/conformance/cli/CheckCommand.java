package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.model.Counterexamples;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelCheck;
import dev.rollcall.conformance.model.ModelSet;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.tlc.ActionCoverage;
import dev.rollcall.conformance.tlc.ProgressListener;
import dev.rollcall.conformance.tlc.RunStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Model checking alone. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Model-checks models of the manifest with TLC and compares the counts with what is pinned there.",
      "A counterexample is written as an ITF trace, ready for 'replay'.",
      "With --distributed, worker processes expand the states of one model, on this machine and on others; "
          + "see docs/distributed.md."},
    footer = {"", Rollcall.EXIT_CODES, "Example: scripts/rollcall check Quick Crashes",
      "Example: scripts/rollcall check Full --distributed"})
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", arity = "0..*",
      description = "Names of models in models.json; without any, all that are not only in the full set.")
  private List<String> names = List.of();

  @ArgGroup(exclusive = false, heading = "%nWith workers in other processes:%n")
  private ClusterOptions cluster;

  @Mixin private Workspace workspace;

  @Override
  public Integer call() throws IOException {
    Manifest manifest = Manifest.read(workspace.specDir());
    if (cluster != null) {
      cluster.requireOne(names);
    }
    int exit = Rollcall.VERIFIED;
    for (Manifest.Model model : Workspace.models(manifest, names, ModelSet.STANDARD)) {
      ModelCheck.Verdict verdict;
      try (Progress progress = Workspace.progress("check", 1)) {
        ProgressListener shown = progress.tlc(model.name());
        verdict = cluster != null
            ? ModelCheck.distributed(workspace.specDir(), model, shown, cluster::on)
            : ModelCheck.run(workspace.specDir(), model, shown);
      }
      print(verdict);
      if (verdict.isSpecError()) {
        return Rollcall.BAD_INPUT;
      } else if (!verdict.passed()) {
        exit = Rollcall.VIOLATION;
      }
    }
    return exit;
  }

  private void print(ModelCheck.Verdict verdict) throws IOException {
    RunStats stats = verdict.result().stats();
    System.out.printf(Locale.ROOT, "%s %s: %,d distinct states, %,d transitions, depth %s%d, %.1f s%n",
        verdict.passed() ? "ok  " : "FAIL", verdict.model().name(), stats.distinct(), stats.transitions(),
        cluster != null ? "about " : "", stats.depth(), stats.seconds());
    for (ActionCoverage row : verdict.result().coverage()) {
      System.out.printf(Locale.ROOT, "     %-20s %,12d%s%n", row.action(), row.taken(),
          row.taken() == 0 ? "  never taken" : "");
    }
    verdict.problems().forEach(problem -> System.out.println("     " + problem));
    Path directory = workspace.outDir().resolve("counterexamples");
    Counterexamples.write(workspace.specDir(), verdict.model(), verdict.result().outcome(), directory)
        .ifPresent(text -> System.out.println(text.indent(5).stripTrailing()));
  }
}
