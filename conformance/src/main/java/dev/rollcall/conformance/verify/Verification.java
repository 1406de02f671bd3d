package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.model.BadSpecException;
import dev.rollcall.conformance.model.Counterexamples;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelCheck;
import dev.rollcall.conformance.model.Witnesses;
import dev.rollcall.conformance.mutate.SpecMutants;
import dev.rollcall.conformance.replay.ActionCoverage;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.report.Verdict;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.RunStats;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.tlc.WalkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** One run of the main job, from manifest to verdict. */
public final class Verification {
  private final VerifyOptions options;
  private final Implementation implementation;
  private final BiFunction<String, Integer, Progress> progress;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param progress opens the display of a stage, given its name and its number of jobs
   */
  public Verification(
      VerifyOptions options, Implementation implementation, BiFunction<String, Integer, Progress> progress) {
    this.options = options;
    this.implementation = implementation;
    this.progress = progress;
  }

  /**
   * Runs everything; what is wrong with spec or implementation is in the verdict.
   *
   * @throws dev.rollcall.conformance.model.BadManifestException if the manifest or a mutant is unusable
   * @throws BadSpecException if the spec does not parse
   */
  public Verdict run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Manifest manifest = Manifest.read(options.specDir());
    requireReadableSpec(manifest);
    SpecFindings spec;
    try (Progress shown = progress.apply("spec", SpecStage.jobs(manifest, options))) {
      spec = new SpecStage(options, implementation, manifest, shown).run();
    }
    requireSomething("model", spec.models());
    requireSomething("witness", spec.witnesses());
    requireSomething("spec mutant", spec.mutants());
    requireSomething("production mutant", implementation.mutants());
    List<Path> witnessFiles = checkWitnesses(manifest, spec.witnesses());
    ReplayStage replay = replay(spec, witnessFiles);
    OtherStoresStage elsewhere = new OtherStoresStage(options, implementation.otherStores());
    elsewhere.run(manifest, witnessFiles, progress);
    List<Verdict.MutantRow> productionMutants = productionMutants(spec.explorations());
    ActionCoverage coverage = new ActionCoverage();
    coverage.add(spec.explorations().coverage());
    coverage.add(replay.coverage());
    List<Verdict.SuiteRow> suites = new ArrayList<>(replay.rows());
    elsewhere.stages().forEach(stage -> {
      coverage.add(stage.coverage());
      suites.addAll(stage.rows());
    });
    List<String> neverTaken = List.copyOf(ModelCheck.neverTaken(spec.models()));
    collectProblems(spec, neverTaken, replay, productionMutants);
    problems.addAll(elsewhere.problems());
    return new Verdict(problems.isEmpty(), options.set().toString(), options.seed(),
        spec.models().stream().map(Verification::row).toList(), neverTaken,
        spec.witnesses().stream().map(w -> new Verdict.WitnessRow(w.witness().name(), w.passed(),
            w.trace().map(t -> t.states().size()).orElse(0))).toList(),
        spec.walks().stream().map(w -> new Verdict.WalkRow(w.model(), w.problem().isEmpty(),
            w.files().size(), w.steps())).toList(),
        spec.explorations().rows(), suites, elsewhere.notRun(), ModelCheck.taken(spec.models()),
        new LinkedHashMap<>(coverage.counts()), coverage.refusals().counts(),
        spec.mutants().stream().map(m -> new Verdict.MutantRow(m.mutant().name(), m.killed(),
            m.killed() ? m.mutant().violates() : m.finding(), List.of())).toList(),
        productionMutants, List.copyOf(problems),
        spec.models().stream().anyMatch(ModelCheck.Verdict::isSpecError), (System.nanoTime() - start) / 1e9);
  }

  /** One step tells in a second what every job would otherwise fail of. */
  private void requireReadableSpec(Manifest manifest) {
    WalkOptions oneStep = new WalkOptions(options.seed(), 1, 1, WalkOptions.Choice.BY_ACTION);
    manifest.modelsOf(options.set()).stream().findFirst()
        .map(model -> Tlc.walk(ModelCheck.runOf(options.specDir(), model, shown -> {}), oneStep).outcome())
        .filter(Outcome.SpecError.class::isInstance)
        .ifPresent(error -> {
          throw new BadSpecException(ModelCheck.describe(error));
        });
  }

  /** All of nothing is no evidence. */
  private void requireSomething(String what, List<?> found) {
    if (found.isEmpty()) {
      problems.add("this set has no " + what + ", so it shows nothing about them; list some in the manifest");
    }
  }

  private static Verdict.ModelRow row(ModelCheck.Verdict verdict) {
    RunStats stats = verdict.result().stats();
    Outcome outcome = verdict.result().outcome();
    String violated = outcome instanceof Outcome.Violated v ? v.property() : "";
    return new Verdict.ModelRow(verdict.model().name(), verdict.model().about(), verdict.passed(),
        outcome instanceof Outcome.Passed, violated,
        verdict.properties(), stats.distinct(), stats.transitions(), stats.depth(), stats.seconds());
  }

  /** Returns the committed traces, which are replayed whether or not TLC still finds them. */
  private List<Path> checkWitnesses(Manifest manifest, List<Witnesses.Verdict> found) throws IOException {
    WitnessFiles files = new WitnessFiles(options.tracesDir());
    for (Witnesses.Verdict witness : found) {
      witness.problems().forEach(problem -> problems.add("witness " + witness.witness().name() + ": " + problem));
      files.difference(witness).ifPresent(problems::add);
    }
    files.strays(manifest.witnesses()).forEach(stray ->
        problems.add(stray + " belongs to no witness of the manifest; list it or delete it"));
    return manifest.witnesses().stream().map(files::file).filter(Files::isRegularFile).toList();
  }

  private ReplayStage replay(SpecFindings spec, List<Path> witnesses) throws IOException, InterruptedException {
    ReplayStage replay = new ReplayStage(implementation.factory(), options.threads(), options.failuresDir(),
        ReplayStage.COMMAND);
    int suites = 1 + spec.walks().size();
    try (Progress shown = progress.apply("replay", suites)) {
      if (!witnesses.isEmpty()) {
        replay.run("witnesses", "", witnesses, shown);
      }
      for (SpecFindings.Walked walked : spec.walks()) {
        if (!walked.files().isEmpty()) {
          replay.run("walks " + walked.model(), "", walked.files(), shown);
        }
      }
    }
    return replay;
  }

  private List<Verdict.MutantRow> productionMutants(ExploreFindings explorations) {
    Map<String, Map<Check, String>> noticed = explorations.noticed();
    return implementation.mutants().stream().map(mutant -> {
      Map<Check, String> checks = noticed.getOrDefault(mutant.name(), Map.of());
      String by = checks.entrySet().stream().findFirst().map(first -> first.getKey().title() + ": " + first.getValue())
          .orElse("tried in no model, or survived them all");
      return new Verdict.MutantRow(mutant.name(), !checks.isEmpty(), by, ExploreFindings.titles(checks.keySet()));
    }).toList();
  }

  private void collectProblems(SpecFindings spec, List<String> neverTaken, ReplayStage replay,
      List<Verdict.MutantRow> productionMutants) throws IOException {
    for (ModelCheck.Verdict model : spec.models()) {
      String trace = Counterexamples
          .write(options.specDir(), model.model(), model.result().outcome(), options.counterexamplesDir())
          .map(text -> "\n" + text).orElse("");
      model.problems().forEach(problem -> problems.add("model " + model.model().name() + ": " + problem + trace));
    }
    for (SpecFindings.Walked walk : spec.walks()) {
      if (!walk.problem().isEmpty()) {
        problems.add("walk " + walk.model() + ": " + walk.problem());
      }
    }
    neverTaken.forEach(action -> problems.add("action " + action + " never fires in any model of this set"));
    TreeSet<String> notReplayed = new TreeSet<>(replay.coverage().missing(ModelCheck.taken(spec.models()).keySet()));
    notReplayed.forEach(action -> problems.add("action " + action + " was never replayed on production"));
    problems.addAll(spec.explorations().divergences(new DivergenceFiles(options.failuresDir())));
    problems.addAll(replay.problems());
    if (problems.isEmpty()) {
      problems.addAll(spec.explorations().neverGiven(implementation.factory().refusalReasons()));
    }
    for (SpecMutants.Verdict mutant : spec.mutants()) {
      if (!mutant.killed()) {
        problems.add("spec mutant " + mutant.mutant().name() + " (" + mutant.what() + ") was not refuted by "
            + mutant.mutant().violates() + ": " + mutant.finding());
      }
    }
    for (Verdict.MutantRow mutant : productionMutants) {
      if (!mutant.killed()) {
        problems.add("production mutant " + mutant.name() + " was not noticed by exploration: "
            + mutant.by());
      }
    }
  }
}
