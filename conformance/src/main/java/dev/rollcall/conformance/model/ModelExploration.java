package dev.rollcall.conformance.model;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.explore.Exploration;
import dev.rollcall.conformance.explore.ExploreOptions;
import dev.rollcall.conformance.explore.Explorer;
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

  public static ModelExploration run(
      Path specDir, Manifest.Model model, ExplorableSystem.Factory factory, ExploreOptions options,
      ProgressListener progress) {
    return run(specDir, model, model.workers(), factory, options, progress);
  }

  /**
   * @param workers of TLC, instead of what the manifest says
   */
  public static ModelExploration run(
      Path specDir, Manifest.Model model, int workers, ExplorableSystem.Factory factory, ExploreOptions options,
      ProgressListener progress) {
    TlcRun run = ModelCheck.runOf(specDir, model, progress).withWorkers(workers);
    Exploration exploration = Explorer.run(run, SpecTraces.header(specDir, model, List.of()), factory, options);
    ModelCheck.Verdict verdict = ModelCheck.compare(specDir, model, exploration.tlc());
    return new ModelExploration(verdict, exploration);
  }

  /** Whether the model is as pinned and the implementation conforms to it. */
  public boolean passed() {
    return exploration.divergence().isEmpty() && verdict.passed();
  }

  /** What is wrong with the model itself; nothing where a divergence ended the run. */
  public List<String> problems() {
    return exploration.divergence().isPresent() ? List.of() : verdict.problems();
  }
}
