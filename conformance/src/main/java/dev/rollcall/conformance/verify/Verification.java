package dev.rollcall.conformance.verify;

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
import java.util.function.BiFunction;

/** One run of the main job, from manifest to verdict. */
public final class Verification {
  private final VerifyOptions options;
  private final Systems systems;
  private final BiFunction<String, Integer, Progress> progress;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param progress opens the display of a stage, given its name and its number of jobs
   */
  public Verification(
      VerifyOptions options, Systems systems, BiFunction<String, Integer, Progress> progress) {
    this.options = options;
    this.systems = systems;
    this.progress = progress;
  }

  /**
   * Runs everything; what is wrong with spec or implementation is in the verdict.
   *
   * @throws dev.rollcall.conformance.model.BadManifestException if the manifest or a mutant is unusable
   * @throws BadSpecException if the spec does not parse
   * @throws UnknownSystemException if the manifest asks for an implementation that there is not
   */
  public Verdict run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Manifest manifest = Manifest.read(options.specDir());
    manifest.systems().forEach(systems::of);
    requireReadableSpec(manifest);
    SpecFindings spec;
    try (Progress shown = progress.apply("spec", SpecStage.jobs(manifest, options))) {
      spec = new SpecStage(options, systems, manifest, shown).run();
    }
    requireSomething("model", spec.models());
    requireSomething("witness", spec.witnesses());
    requireSomething("spec mutant", spec.mutants());
    checkWitnesses(manifest, spec.witnesses());
    List<SystemFindings> found = new ArrayList<>();
    for (String system : manifest.systems()) {
      requireSomething("production mutant of " + system, systems.of(system).mutants());
      found.add(new SystemFindings(system, systems.of(system), spec.of(system), options));
    }
    replay(manifest, found);
    List<Verdict.MutantRow> productionMutants = found.stream().flatMap(f -> f.mutants().stream()).toList();
    ActionCoverage coverage = new ActionCoverage();
    found.forEach(system -> coverage.add(system.coverage()));
    List<String> neverTaken = found.stream().flatMap(f -> f.neverTaken().stream()).distinct().sorted().toList();
    collectProblems(spec, found, productionMutants);
    return new Verdict(problems.isEmpty(), options.set().toString(), options.seed(),
        spec.models().stream().map(Verification::row).toList(), neverTaken,
        spec.witnesses().stream().map(w -> new Verdict.WitnessRow(w.witness().name(), w.passed(),
            w.trace().map(t -> t.states().size()).orElse(0))).toList(),
        spec.walks().stream().map(w -> new Verdict.WalkRow(w.walk().name(), w.problem().isEmpty(),
            w.files().size(), w.steps())).toList(),
        spec.explorations().rows(), found.stream().flatMap(f -> f.suites().stream()).toList(),
        found.stream().flatMap(f -> f.notRun().stream()).distinct().toList(), ModelCheck.taken(spec.models()),
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

  private void checkWitnesses(Manifest manifest, List<Witnesses.Verdict> found) throws IOException {
    WitnessFiles files = new WitnessFiles(options.tracesDir());
    for (Witnesses.Verdict witness : found) {
      witness.problems().forEach(problem -> problems.add("witness " + witness.witness().name() + ": " + problem));
      files.difference(witness).ifPresent(problems::add);
    }
    files.strays(manifest.witnesses()).forEach(stray ->
        problems.add(stray + " belongs to no witness of the manifest; list it or delete it"));
  }

  /** Committed traces are replayed whether or not TLC still finds them. */
  private void replay(Manifest manifest, List<SystemFindings> found) throws IOException, InterruptedException {
    WitnessFiles files = new WitnessFiles(options.tracesDir());
    for (SystemFindings system : found) {
      system.replay(manifest, manifest.witnesses().stream().filter(w -> w.system().equals(system.name()))
          .map(files::file).filter(Files::isRegularFile).toList(), progress);
    }
  }

  private void collectProblems(
      SpecFindings spec, List<SystemFindings> found, List<Verdict.MutantRow> productionMutants) throws IOException {
    for (ModelCheck.Verdict model : spec.models()) {
      String trace = Counterexamples
          .write(options.specDir(), model.model(), model.result().outcome(), options.counterexamplesDir())
          .map(text -> "\n" + text).orElse("");
      model.problems().forEach(problem -> problems.add("model " + model.model().name() + ": " + problem + trace));
    }
    for (SpecFindings.Walked walk : spec.walks()) {
      if (!walk.problem().isEmpty()) {
        problems.add("walk " + walk.walk().name() + ": " + walk.problem());
      }
    }
    for (SystemFindings system : found) {
      problems.addAll(system.notTaken());
    }
    problems.addAll(spec.explorations().divergences(new DivergenceFiles(options.failuresDir())));
    for (SystemFindings system : found) {
      problems.addAll(system.diverged());
    }
    if (problems.isEmpty()) {
      found.forEach(system -> problems.addAll(system.neverRefused()));
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
    for (SystemFindings system : found) {
      problems.addAll(system.divergedElsewhere());
    }
  }
}
