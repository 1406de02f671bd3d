package dev.rollcall.conformance.report;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells a verdict to a person, in what can be read in ten seconds. */
public final class Summary {
  private final Verdict verdict;
  private final PrintStream out;

  public Summary(Verdict verdict, PrintStream out) {
    this.verdict = verdict;
    this.out = out;
  }

  public void print() {
    models();
    properties();
    explorations();
    replays();
    coverage();
    mutants();
    conclusion();
  }

  private void models() {
    line("");
    line("Model checking (TLC)%66s %12s %6s %8s", "states", "transitions", "depth", "time");
    for (Verdict.ModelRow row : verdict.models()) {
      line("  %s %-15s %-54s %,12d %,12d %6d %7.1fs", mark(row.passed()), row.name(), row.about(), row.distinct(),
          row.transitions(), row.depth(), row.seconds());
    }
    for (Verdict.WalkRow row : verdict.walks()) {
      line("  %s %-15s %,d random walks, %,d steps, seed %d", mark(row.passed()), row.name(), row.traces(), row.steps(),
          verdict.seed());
    }
    long reached = verdict.witnesses().stream().filter(Verdict.WitnessRow::passed).count();
    line("  %s witnesses       %d of %d situations reached, each as its committed trace shows",
        mark(reached == verdict.witnesses().size()), reached, verdict.witnesses().size());
  }

  private void properties() {
    line("");
    line("Properties%29s %12s %12s  %s", "models", "states", "transitions", "refuted in mutants of");
    Set<String> names = new LinkedHashSet<>();
    verdict.models().forEach(row -> names.addAll(row.properties()));
    for (String name : names) {
      List<Verdict.ModelRow> rows = verdict.models().stream().filter(r -> r.properties().contains(name)).toList();
      boolean refuted = rows.stream().anyMatch(r -> r.violated().equals(name));
      // A model that TLC gave up on, for whatever reason, says nothing of its other properties.
      boolean holds = rows.stream().allMatch(Verdict.ModelRow::explored);
      Set<String> killers = new TreeSet<>();
      verdict.specMutants().stream().filter(m -> m.killed() && m.by().equals(name))
          .forEach(m -> killers.add(m.name().substring(0, m.name().indexOf('.'))));
      line("  %s %-30s %3d %,12d %,12d  %s", refuted ? mark(false) : holds ? mark(true) : "?   ", name, rows.size(),
          rows.stream().mapToLong(Verdict.ModelRow::distinct).sum(),
          rows.stream().mapToLong(Verdict.ModelRow::transitions).sum(), shortened(killers));
    }
  }

  private void explorations() {
    line("");
    line("Every transition on production%15s %12s %12s %12s %8s", "performed", "refused", "unknown", "torn", "hidden");
    for (Verdict.ExplorationRow row : verdict.explorations()) {
      line("  %s %-15s %,23d %,12d %,12d %,12d %,8d", mark(row.passed()), row.name(), row.performed(), row.refused(),
          row.unknown(), row.torn(), row.hiddenStates());
      if (row.reachedAgain() > 0) {
        line("      %,d states were reached again by their steps, for want of heap", row.reachedAgain());
      }
    }
  }

  private void replays() {
    line("");
    line("Replay on production%21s %12s %16s %7s", "traces", "steps", "refused tries", "time");
    for (Verdict.SuiteRow row : verdict.suites()) {
      line("  %s %-29s %,9d %,12d %,16d %6.1fs", mark(row.passed()), row.name(), row.traces(), row.steps(),
          row.refused(), row.seconds());
      if (!row.note().isEmpty()) {
        line("      %s", row.note());
      }
    }
    verdict.notRun().forEach(part -> line("  --   %-29s not run: %s", part.name(), part.reason()));
  }

  private void coverage() {
    line("");
    line("Actions%34s %16s %16s  %s", "spec", "production", "refused tries", "for reasons");
    Set<String> actions = new TreeSet<>(verdict.specTaken().keySet());
    actions.addAll(verdict.productionTaken().keySet());
    for (String action : actions) {
      long spec = verdict.specTaken().getOrDefault(action, 0L);
      long production = verdict.productionTaken().getOrDefault(action, 0L);
      Map<String, Long> refused = verdict.refusals().containsKey(action) ? verdict.refusals().get(action) : Map.of();
      String tries = refused.isEmpty() ? "" : String.format(Locale.ROOT, "%,16d  %d",
          refused.values().stream().mapToLong(Long::longValue).sum(), refused.size());
      line("  %s %-19s %,17d %,16d %s", mark(spec > 0 && production > 0), action, spec, production, tries);
    }
  }

  private void mutants() {
    line("");
    killed("spec", verdict.specMutants(), "each by the one property it must break");
    killed("production", verdict.productionMutants(), "each by exploration");
    Map<String, Long> only = new TreeMap<>();
    verdict.productionMutants().stream().filter(m -> m.checks().size() == 1)
        .forEach(m -> only.merge(m.checks().get(0), 1L, Long::sum));
    only.forEach((check, count) -> line("      %d noticed by %s alone", count, check));
  }

  private void killed(String world, List<Verdict.MutantRow> mutants, String how) {
    long killed = mutants.stream().filter(Verdict.MutantRow::killed).count();
    line("  %s mutants of %-10s killed %d of %d, %s",
        mark(killed == mutants.size()), world, killed, mutants.size(), how);
  }

  private void conclusion() {
    line("");
    if (verdict.verified()) {
      line("VERIFIED (%s) in %.1f s: within these bounds, every checked step of production is a step of the spec.",
          verdict.set(), verdict.seconds());
    } else {
      line("NOT VERIFIED (%s) in %.1f s:", verdict.set(), verdict.seconds());
      verdict.problems().forEach(problem -> line("  - %s", problem.replaceAll("\n(?!\n)", "\n    ")));
    }
  }

  private static String shortened(Set<String> names) {
    List<String> list = List.copyOf(names);
    return list.size() <= 3 ? String.join(", ", list)
        : String.join(", ", list.subList(0, 3)) + " and " + (list.size() - 3) + " more";
  }

  private static String mark(boolean good) {
    return good ? "ok  " : "FAIL";
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
