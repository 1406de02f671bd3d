package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelCheck;
import dev.rollcall.conformance.model.Witnesses;
import dev.rollcall.conformance.mutate.SpecMutants;
import java.nio.file.Path;
import java.util.List;

/**
 * What the spec's side of a verification found.
 *
 * @param explorations of the models whose steps have names
 * @param walks the models walked at random
 */
record SpecFindings(
    List<ModelCheck.Verdict> models, List<Witnesses.Verdict> witnesses, List<SpecMutants.Verdict> mutants,
    ExploreFindings explorations, List<Walked> walks) {

  /** What concerns one system. */
  SpecFindings of(String system) {
    return new SpecFindings(models.stream().filter(m -> m.model().system().equals(system)).toList(),
        witnesses.stream().filter(w -> w.witness().system().equals(system)).toList(), List.of(),
        explorations.of(system), walks.stream().filter(w -> w.walk().system().equals(system)).toList());
  }

  /**
   * Random walks of a model.
   *
   * @param problem what went wrong; empty if nothing
   */
  record Walked(Manifest.Walk walk, List<Path> files, long steps, String problem) {}
}
