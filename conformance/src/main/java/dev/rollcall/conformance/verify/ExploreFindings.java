package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.explore.Divergence;
import dev.rollcall.conformance.model.ModelExploration;
import dev.rollcall.conformance.replay.ActionCoverage;
import dev.rollcall.conformance.report.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the explorations of a run showed together.
 *
 * @param models one exploration a model
 */
record ExploreFindings(List<ModelExploration> models) {

  /** Those of one system. */
  ExploreFindings of(String system) {
    return new ExploreFindings(
        models.stream().filter(model -> model.verdict().model().system().equals(system)).toList());
  }

  /** Steps performed and refused, over all models. */
  ActionCoverage coverage() {
    ActionCoverage coverage = new ActionCoverage();
    models.forEach(model -> coverage.add(model.exploration().coverage()));
    return coverage;
  }

  List<Verdict.ExplorationRow> rows() {
    return models.stream().map(ExploreRows::row).toList();
  }

  /**
   * The divergences, the shortest first and in full.
   *
   * @param files where they are written
   */
  List<String> divergences(DivergenceFiles files) throws IOException {
    List<Divergence> found = models.stream().flatMap(model -> model.exploration().divergence().stream())
        .sorted(Comparator.comparingInt(divergence -> divergence.trace().steps())).toList();
    List<String> problems = new ArrayList<>();
    for (Divergence divergence : found) {
      String model = divergence.trace().header().model();
      String report = files.write(divergence, "scripts/rollcall explore " + model);
      problems.add("production diverges from model " + model + (problems.isEmpty() ? ":\n\n" + report : " as well"));
    }
    return problems;
  }

  /** Reasons to refuse that were never given: whatever is behind them was never tried. */
  List<String> neverGiven(Map<String, Set<String>> reasons) {
    var given = coverage().refusals().counts();
    List<String> problems = new ArrayList<>();
    new TreeMap<>(reasons).forEach((action, possible) -> possible.stream().sorted()
        .filter(reason -> !given.containsKey(action) || !given.get(action).containsKey(reason))
        .forEach(reason -> problems.add("production never refused " + action + " for " + reason
            + " in any model of this set, so nothing shows that it does so rightly")));
    return problems;
  }

  /** For every mutant of production the checks that noticed it, each with the first step. */
  Map<String, Map<Check, String>> noticed() {
    Map<String, Map<Check, String>> all = new TreeMap<>();
    models.forEach(model -> model.exploration().noticed().forEach((mutant, checks) -> {
      Map<Check, String> noticed = all.computeIfAbsent(mutant, name -> new EnumMap<>(Check.class));
      checks.forEach((check, step) -> noticed.putIfAbsent(check, step + " in " + model.verdict().model().name()));
    }));
    return all;
  }

  static List<String> titles(Set<Check> checks) {
    return checks.stream().map(Check::title).collect(Collectors.toList());
  }
}
