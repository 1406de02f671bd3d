package dev.rollcall.conformance.model;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.explore.Exploration;
import dev.rollcall.conformance.explore.ExploreOptions;
import dev.rollcall.conformance.explore.Explorer;
import dev.rollcall.conformance.explore.Variant;
import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.ProgressListener;
import dev.rollcall.conformance.tlc.TlcRun;
import java.nio.file.Path;
import java.util.List;

/**
 * A model of the manifest, checked by TLC and taken through an implementation in the same run.
 *
 * @param verdict what the model itself showed; not conclusive if exploration found a divergence
 */
public record ModelExploration(ModelCheck.Verdict verdict, Exploration exploration) {

  /**
   * Explores a model.
   *
   * @param workers of TLC
   * @param variants tried on the way
   */
  public static ModelExploration run(
      Path specDir, Manifest.Model model, int workers, ExplorableSystem.Factory factory, ExploreOptions options,
      List<Variant> variants, ProgressListener progress) {
    TlcRun run = ModelCheck.runOf(specDir, model, progress).withWorkers(workers);
    Exploration exploration =
        Explorer.run(run, SpecTraces.header(specDir, model, List.of()), factory, options, variants);
    ModelCheck.Verdict verdict = ModelCheck.compare(specDir, model, exploration.tlc());
    return new ModelExploration(exploration.divergence().isEmpty() ? verdict : cutShort(verdict), exploration);
  }

  /** What ended the run is no fault of the model. */
  private static ModelCheck.Verdict cutShort(ModelCheck.Verdict verdict) {
    CheckResult told = verdict.result();
    CheckResult cut = new CheckResult(new Outcome.Cancelled(), told.stats(), told.coverage(), told.rawOutput());
    return new ModelCheck.Verdict(
        verdict.model(), verdict.properties(), cut, List.of("not explored to its end, because production diverges"));
  }

  /** Whether the model is as pinned and the implementation conforms to it. */
  public boolean passed() {
    return exploration.divergence().isEmpty() && verdict.passed();
  }
}
