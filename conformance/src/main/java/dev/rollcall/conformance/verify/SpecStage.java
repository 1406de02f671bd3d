package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.explore.ExploreOptions;
import dev.rollcall.conformance.model.BadManifestException;
import dev.rollcall.conformance.model.Counterexamples;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelCheck;
import dev.rollcall.conformance.model.ModelExploration;
import dev.rollcall.conformance.model.ModelSet;
import dev.rollcall.conformance.model.SpecTraces;
import dev.rollcall.conformance.model.Witnesses;
import dev.rollcall.conformance.mutate.SpecMutants;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.ProgressListener;
import dev.rollcall.conformance.tlc.RunStats;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.tlc.TraceStep;
import dev.rollcall.conformance.tlc.WalkOptions;
import dev.rollcall.conformance.tlc.WalkResult;
import dev.rollcall.conformance.trace.ItfWriter;
import dev.rollcall.conformance.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Runs everything that TLC has to say, as jobs side by side, the longest first; production takes the transitions of
 * models as TLC finds them.
 */
final class SpecStage {
  private final VerifyOptions options;
  private final Systems systems;
  private final Manifest manifest;
  private final Progress progress;
  private final Witnesses witnesses;
  private final SpecMutants mutants;

  SpecStage(VerifyOptions options, Systems systems, Manifest manifest, Progress progress) {
    this.options = options;
    this.systems = systems;
    this.manifest = manifest;
    this.progress = progress;
    this.witnesses = new Witnesses(options.specDir(), options.workDir().resolve("witnesses"));
    this.mutants = new SpecMutants(options.specDir(), options.workDir().resolve("mutants"));
  }

  static int jobs(Manifest manifest, VerifyOptions options) {
    return manifest.modelsOf(options.set()).size() + manifest.walksOf(options.set()).size()
        + manifest.witnesses().size() + manifest.mutantsOf(options.set()).size();
  }

  SpecFindings run() throws InterruptedException {
    List<Callable<Object>> jobs = new ArrayList<>();
    manifest.modelsOf(options.set()).stream()
        .sorted(Comparator.comparingLong(Manifest.Model::transitions).reversed())
        .forEach(model -> jobs.add(job(model.name(), () -> check(model))));
    manifest.walksOf(options.set()).forEach(walk -> jobs.add(job(walk.name(), () -> walk(walk))));
    manifest.witnesses().forEach(w -> jobs.add(job(w.name(), () -> witnesses.find(w))));
    manifest.mutantsOf(options.set()).forEach(m -> jobs.add(job(m.name(), () -> run(m))));
    List<Object> results = Jobs.run(options.threads(), jobs);
    List<Checked> checked = only(Checked.class, results);
    return new SpecFindings(
        checked.stream().map(Checked::verdict).sorted(manifestOrder()).toList(),
        only(Witnesses.Verdict.class, results),
        only(SpecMutants.Verdict.class, results),
        new ExploreFindings(checked.stream().flatMap(c -> c.exploration.stream()).toList()),
        only(SpecFindings.Walked.class, results));
  }

  private Callable<Object> job(String name, Callable<Object> work) {
    return () -> {
      progress.at(name, "");
      try {
        return work.call();
      } finally {
        progress.done(name);
      }
    };
  }

  private Comparator<ModelCheck.Verdict> manifestOrder() {
    return Comparator.comparingInt(v -> manifest.models().indexOf(v.model()));
  }

  private record Checked(ModelCheck.Verdict verdict, Optional<ModelExploration> exploration) {}

  private Checked check(Manifest.Model model) {
    ProgressListener shown = progress.tlc(model.name());
    if (model.liveness()) {
      return new Checked(ModelCheck.run(options.specDir(), model, shown), Optional.empty());
    }
    Implementation implementation = systems.of(model);
    ModelExploration explored = ModelExploration.run(options.specDir(), model, model.workers(),
        implementation.factory(), checksOf(model), model.mutants() ? implementation.variants() : List.of(), shown);
    return new Checked(explored.verdict(), Optional.of(explored));
  }

  private ExploreOptions checksOf(Manifest.Model model) {
    if (options.set() == ModelSet.FULL) {
      return ExploreOptions.ALL;
    }
    ExploreOptions checks =
        model.faults() ? ExploreOptions.ALL : ExploreOptions.ALL.without(Check.UNKNOWN_OUTCOME, Check.TORN_STEP);
    return model.covering() ? checks : checks.without(Check.LATE_SETTLEMENT);
  }

  /** A mutant that no longer fits the spec is a finding like any other: the rest of the run still tells more. */
  private SpecMutants.Verdict run(Manifest.Mutant mutant) {
    try {
      return mutants.run(mutant);
    } catch (BadManifestException e) {
      Outcome error = new Outcome.SpecError(e.getMessage(), Optional.empty(), 0, 0, List.of());
      return new SpecMutants.Verdict(
          mutant, "it does not fit the spec", false, new CheckResult(error, RunStats.none(0), List.of(), ""));
    }
  }

  private SpecFindings.Walked walk(Manifest.Walk walk) throws IOException {
    TlcRun run = TlcRun.of(options.specDir(), walk.module(), options.specDir().resolve(walk.cfg()));
    WalkResult result = Tlc.walk(run,
        new WalkOptions(options.seed(), walk.count(), walk.length(), WalkOptions.Choice.BY_ACTION));
    Path directory = Files.createDirectories(options.walksDir(walk.name()));
    List<Path> files = new ArrayList<>();
    long steps = 0;
    for (List<TraceStep> trace : result.traces()) {
      Path file = directory.resolve(String.format("%05d%s", files.size(), ItfWriter.SUFFIX));
      Trace walked = SpecTraces.of(options.specDir(), walk, trace);
      Trace seeded = new Trace(walked.header().withSeed(Long.toString(options.seed())), walked.states());
      ItfWriter.write(seeded, file, ItfWriter.Layout.COMPACT);
      files.add(file);
      steps += trace.size() - 1;
    }
    String problem = result.outcome() instanceof Outcome.Passed ? "" : ModelCheck.describe(result.outcome())
        + Counterexamples.write(options.specDir(), walk, result.outcome(), options.counterexamplesDir())
            .map(text -> "\n" + text).orElse("");
    return new SpecFindings.Walked(walk, files, steps, problem);
  }

  private static <T> List<T> only(Class<T> type, List<Object> results) {
    return results.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
