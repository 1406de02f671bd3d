package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.explore.Exploration;
import dev.rollcall.conformance.explore.ExploreOptions;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelExploration;
import dev.rollcall.conformance.model.ModelSet;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.tlc.RunStats;
import dev.rollcall.conformance.verify.DivergenceFiles;
import dev.rollcall.conformance.verify.Implementation;
import dev.rollcall.conformance.verify.Systems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exploration alone. */
@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    description = {
      "Has production take every transition of a model while TLC finds them, from the snapshot that execution left "
          + "in its source.",
      "In each state whatever the spec disables is tried too, and each step is taken again with its outcome unknown "
          + "and with the store failing at each of its calls."},
    footer = {"", Rollcall.EXIT_CODES,
      "Example: scripts/rollcall explore Quick Votes",
      "Example: scripts/rollcall explore --skip unknown_outcome,torn_step --workers 2 Crashes"})
final class ExploreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", arity = "0..*",
      description = "Names of models in models.json; without any, those of the standard set.")
  private List<String> names = List.of();

  @Option(names = "--skip", paramLabel = "CHECK", split = ",",
      description = "What not to check: ${COMPLETION-CANDIDATES}. Transitions always are.")
  private List<Check> skipped = List.of();

  @Option(names = "--mutant", paramLabel = "NAME",
      description = "Explore production without this guard, such as MarkNodeFailed.quorum.")
  private String mutant;

  @Option(names = "--workers", paramLabel = "N",
      description = "Workers of TLC (default: as the manifest says). With 1 the way to a divergence is a shortest one, "
          + "and the same each time.")
  @Range(Range.THREADS)
  private Integer workers;

  @Mixin private Workspace workspace;

  @Override
  public Integer call() throws IOException {
    Manifest manifest = Manifest.read(workspace.specDir());
    Systems systems = Production.systems();
    ExploreOptions options = ExploreOptions.ALL.withChecks(wanted());
    requireMutant(systems);
    int exit = Rollcall.VERIFIED;
    for (Manifest.Model model : Workspace.models(manifest, names, ModelSet.STANDARD)) {
      boolean isOfAnother = mutant != null && names.isEmpty() && !mutants(systems.of(model)).contains(mutant);
      if (model.liveness() || isOfAnother) {
        continue;
      }
      ModelExploration explored;
      try (Progress progress = Workspace.progress("explore", 1)) {
        explored = ModelExploration.run(workspace.specDir(), model, workers == null ? model.workers() : workers,
            factory(systems.of(model)), options, List.of(), progress.tlc(model.name()));
      }
      if (explored.verdict().isSpecError()) {
        System.out.println("FAIL " + model.name() + ": " + explored.verdict().problems());
        return Rollcall.BAD_INPUT;
      }
      print(explored);
      exit = explored.passed() ? exit : Rollcall.VIOLATION;
    }
    return exit;
  }

  private EnumSet<Check> wanted() {
    EnumSet<Check> wanted = EnumSet.allOf(Check.class);
    skipped.forEach(wanted::remove);
    return wanted;
  }

  private ExplorableSystem.Factory factory(Implementation implementation) {
    if (mutant == null) {
      return implementation.factory();
    }
    return implementation.mutants().stream().filter(m -> m.name().equals(mutant)).findFirst()
        .orElseThrow(() -> new BadInputException("the system of this model has no mutant " + mutant + "; it has "
            + mutants(implementation)))
        .variant().factory();
  }

  private static List<String> mutants(Implementation implementation) {
    return implementation.mutants().stream().map(Implementation.Mutant::name).toList();
  }

  private void requireMutant(Systems systems) {
    if (mutant != null && systems.mutants().stream().noneMatch(m -> m.name().equals(mutant))) {
      throw new BadInputException("no mutant of production is named " + mutant + "; there are "
          + systems.mutants().stream().map(Implementation.Mutant::name).toList());
    }
  }

  private void print(ModelExploration explored) throws IOException {
    Exploration found = explored.exploration();
    RunStats stats = explored.verdict().result().stats();
    System.out.printf(Locale.ROOT,
        "%s %s: %,d states, %,d steps performed (%,d out of bounds), %,d refused, %,d with a failing store, %.1f s%n",
        explored.passed() ? "ok  " : "FAIL", explored.verdict().model().name(), stats.distinct(), found.performed(),
        found.excluded(), found.coverage().refusals().total(), found.faults().total(), stats.seconds());
    System.out.printf(Locale.ROOT, "     hidden state compared in %,d states, %,d different ones%n",
        found.audited(), found.hiddenStates());
    found.coverage().refusals().counts().forEach((action, reasons) ->
        System.out.printf(Locale.ROOT, "     %-18s %,12d performed, refused %s%n", action,
            found.coverage().counts().getOrDefault(action, 0L), reasons));
    explored.verdict().problems().forEach(problem -> System.out.println("     " + problem));
    if (found.divergence().isPresent()) {
      List<String> again = new ArrayList<>(List.of("scripts/rollcall explore", explored.verdict().model().name()));
      if (mutant != null) {
        again.add("--mutant " + mutant);
      }
      System.out.println(new DivergenceFiles(workspace.outDir().resolve("failures"))
          .write(found.divergence().get(), String.join(" ", again)));
    }
  }
}
