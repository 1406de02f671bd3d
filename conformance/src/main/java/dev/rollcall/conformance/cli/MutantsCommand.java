package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.mutate.SpecMutants;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.report.Verdict;
import dev.rollcall.conformance.trace.ItfWriter;
import dev.rollcall.conformance.verify.Implementation;
import dev.rollcall.conformance.verify.MutantStage;
import dev.rollcall.conformance.verify.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Mutants alone. */
@Command(
    name = "mutants",
    mixinStandardHelpOptions = true,
    description = {
      "Takes guards away, one at a time, from the spec and from production, and shows what notices.",
      "Spec mutants are refuted by TLC, production mutants by replaying traces. Of clocks (HeartbeatLease) no trace is "
          + "committed: scripts/verify finds those mutants by exploration."},
    footer = {"", Rollcall.EXIT_CODES, "Example: scripts/rollcall mutants 'MarkNodeFailed.*' --in production"})
final class MutantsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..*",
      description = "Names such as MarkNodeFailed.quorum; * stands for anything. Without any: all.")
  private List<String> names = List.of();

  /** Where guards are taken away. */
  enum World { SPEC, PRODUCTION, BOTH }

  @Option(names = "--in", paramLabel = "WORLD", defaultValue = "both",
      description = "Only in the spec, or only in production: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private World world;

  @Option(names = "--replay", paramLabel = "DIR",
      description = "More traces for production mutants than the committed ones, such as an exported covering suite.")
  private List<Path> more = List.of();

  @Mixin private Workspace workspace;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Manifest manifest = Manifest.read(workspace.specDir());
    List<Manifest.Mutant> spec = world == World.PRODUCTION ? List.of()
        : manifest.mutants().stream().filter(m -> isWanted(m.name())).toList();
    List<Implementation.Mutant> production = world == World.SPEC ? List.of()
        : Production.systems().mutants().stream().filter(m -> isWanted(m.name())).toList();
    if (spec.isEmpty() && production.isEmpty()) {
      throw new BadInputException(
          "no mutant is named " + names + "; scripts/rollcall mutants lists all as it runs them");
    }
    boolean all = true;
    SpecMutants runner = new SpecMutants(workspace.specDir(), workspace.outDir().resolve("work").resolve("mutants"));
    for (Manifest.Mutant mutant : spec) {
      SpecMutants.Verdict verdict = runner.run(mutant);
      System.out.printf("%s spec        %-32s %s%n     %s%n", verdict.killed() ? "ok  " : "FAIL", mutant.name(),
          verdict.finding(), verdict.what());
      all &= verdict.killed();
    }
    if (!production.isEmpty()) {
      all &= production();
    }
    return all ? Rollcall.VERIFIED : Rollcall.VIOLATION;
  }

  private boolean production() throws IOException, InterruptedException {
    List<Path> directories = new ArrayList<>(List.of(workspace.tracesDir()));
    directories.addAll(more);
    List<Path> traces = new ArrayList<>();
    for (Path directory : directories) {
      try (Stream<Path> files = Files.walk(directory)) {
        files.filter(f -> f.toString().endsWith(ItfWriter.SUFFIX)).sorted().forEach(traces::add);
      }
    }
    boolean all = true;
    Systems systems = Production.systems();
    Map<String, List<Path>> grouped = systems.bySystem(traces);
    for (String system : systems.byName().keySet()) {
      List<Implementation.Mutant> wanted =
          systems.of(system).mutants().stream().filter(m -> isWanted(m.name())).toList();
      List<Path> suite = grouped.getOrDefault(system, List.of());
      if (!wanted.isEmpty() && suite.isEmpty()) {
        notRun(system, wanted);
      } else {
        all &= wanted.isEmpty() || production(wanted, suite);
      }
    }
    return all;
  }

  /** No committed trace shows clocks: the models of HeartbeatLease are small enough to be explored instead. */
  private void notRun(String system, List<Implementation.Mutant> mutants) {
    String what = "no trace of the system '" + system + "' to replay: write some with scripts/rollcall export, and give "
        + "--replay; or take one away in a model with scripts/rollcall explore --mutant";
    if (!names.isEmpty()) {
      throw new BadInputException(mutants.get(0).name() + ": there is " + what);
    }
    System.out.printf("--   production  %d mutants not run: there is %s%n", mutants.size(), what);
  }

  private boolean production(List<Implementation.Mutant> mutants, List<Path> traces) throws InterruptedException {
    boolean all = true;
    try (Progress progress = Workspace.progress("mutants", mutants.size())) {
      for (Verdict.MutantRow row : MutantStage.run(mutants, traces, workspace.threads(), progress)) {
        System.out.printf("%s production  %-32s %s%n", row.killed() ? "ok  " : "FAIL", row.name(), row.by());
        all &= row.killed();
      }
    }
    return all;
  }

  private boolean isWanted(String mutant) {
    return names.isEmpty() || names.stream().anyMatch(name -> mutant.matches(
        Stream.of(name.split("\\*", -1)).map(Pattern::quote).reduce((a, b) -> a + ".*" + b).orElseThrow()));
  }
}
