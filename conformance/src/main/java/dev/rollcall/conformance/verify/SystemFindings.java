package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelCheck;
import dev.rollcall.conformance.replay.ActionCoverage;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.report.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * What a verification found of one implementation: its models, its explorations, and its replays. An action of one
 * system that is never taken is not made up for by another's of the same name. Not thread-safe.
 */
final class SystemFindings {
  private final String name;
  private final Implementation implementation;
  private final SpecFindings spec;
  private final ReplayStage replay;
  private final OtherStoresStage elsewhere;

  /**
   * @param spec what concerns this system
   */
  SystemFindings(String name, Implementation implementation, SpecFindings spec, VerifyOptions options) {
    this.name = name;
    this.implementation = implementation;
    this.spec = spec;
    this.replay =
        new ReplayStage(implementation.factory(), options.threads(), options.failuresDir(), ReplayStage.COMMAND);
    this.elsewhere = new OtherStoresStage(options, name, implementation.otherStores());
  }

  String name() {
    return name;
  }

  /** Replays witnesses and walks, here and on the stores that the run asks for. */
  void replay(Manifest manifest, List<Path> witnesses, BiFunction<String, Integer, Progress> progress)
      throws IOException, InterruptedException {
    try (Progress shown = progress.apply("replay " + name, 1 + spec.walks().size())) {
      if (!witnesses.isEmpty()) {
        replay.run("witnesses of " + name, "", witnesses, shown);
      }
      for (SpecFindings.Walked walked : spec.walks()) {
        if (!walked.files().isEmpty()) {
          replay.run("walks " + walked.walk().name(), "", walked.files(), shown);
        }
      }
    }
    elsewhere.run(manifest, witnesses, progress);
  }

  /** Steps performed and refused, in whatever way. */
  ActionCoverage coverage() {
    ActionCoverage coverage = new ActionCoverage();
    coverage.add(spec.explorations().coverage());
    coverage.add(replay.coverage());
    elsewhere.stages().forEach(stage -> coverage.add(stage.coverage()));
    return coverage;
  }

  List<Verdict.SuiteRow> suites() {
    List<Verdict.SuiteRow> suites = new ArrayList<>(replay.rows());
    elsewhere.stages().forEach(stage -> suites.addAll(stage.rows()));
    return suites;
  }

  List<Verdict.NotRun> notRun() {
    return elsewhere.notRun();
  }

  /** Mutants of the implementation, each with the checks that noticed it. */
  List<Verdict.MutantRow> mutants() {
    Map<String, Map<Check, String>> noticed = spec.explorations().noticed();
    return implementation.mutants().stream().map(mutant -> {
      Map<Check, String> checks = noticed.getOrDefault(mutant.name(), Map.of());
      String by = checks.entrySet().stream().findFirst().map(first -> first.getKey().title() + ": " + first.getValue())
          .orElse("tried in no model, or survived them all");
      return new Verdict.MutantRow(mutant.name(), !checks.isEmpty(), by, ExploreFindings.titles(checks.keySet()));
    }).toList();
  }

  /** Actions that no model of this system took. */
  List<String> neverTaken() {
    return List.copyOf(ModelCheck.neverTaken(spec.models()));
  }

  /** What was not tried, so that nothing shows it. */
  List<String> notTaken() {
    List<String> problems = new ArrayList<>();
    neverTaken().forEach(action ->
        problems.add("action " + action + " never fires in any model of " + name + " in this set"));
    new TreeSet<>(replay.coverage().missing(ModelCheck.taken(spec.models()).keySet())).forEach(action ->
        problems.add("action " + action + " was never replayed on production of " + name));
    return problems;
  }

  List<String> diverged() throws IOException {
    return replay.problems();
  }

  List<String> divergedElsewhere() throws IOException {
    return elsewhere.problems();
  }

  List<String> neverRefused() {
    return spec.explorations().neverGiven(implementation.factory().refusalReasons());
  }
}
