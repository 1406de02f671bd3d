package dev.rollcall.conformance.model;

import dev.rollcall.conformance.tlc.ActionCoverage;
import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.ClusterException;
import dev.rollcall.conformance.tlc.Distributed;
import dev.rollcall.conformance.tlc.DistributedRun;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.ProgressListener;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.tlc.TlcRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Explores models and compares what was found with what the manifest pinned. Stateless. */
public final class ModelCheck {
  private ModelCheck() {}

  /**
   * What a model showed.
   *
   * @param properties those it checked
   * @param problems how it differs from the manifest; empty if it does not
   */
  public record Verdict(Manifest.Model model, List<String> properties, CheckResult result, List<String> problems) {
    public boolean passed() {
      return problems.isEmpty();
    }

    /** Whether the problem is the spec's text rather than what it says. */
    public boolean isSpecError() {
      return result.outcome() instanceof Outcome.SpecError;
    }
  }

  public static TlcRun runOf(Path specDir, Manifest.Model model, ProgressListener progress) {
    TlcRun run = TlcRun.of(specDir, model.module(), specDir.resolve(model.cfg()))
        .withWorkers(model.workers())
        .withProgress(progress);
    return StateLimit.on(run, StateLimit.ofModel(model.distinct()));
  }

  public static Verdict run(Path specDir, Manifest.Model model, ProgressListener progress) {
    return compare(specDir, model, Tlc.check(runOf(specDir, model, progress)));
  }

  /**
   * Explores a model with workers in other processes.
   *
   * @param how from a run of the model to one that says where the workers are
   * @throws ClusterException if they do not come together
   */
  public static Verdict distributed(
      Path specDir, Manifest.Model model, ProgressListener progress, Function<TlcRun, DistributedRun> how) {
    return compare(specDir, model, Distributed.check(how.apply(runOf(specDir, model, progress))), false);
  }

  /** Holds a result against the manifest. */
  public static Verdict compare(Path specDir, Manifest.Model model, CheckResult result) {
    return compare(specDir, model, result, model.workers() == 1);
  }

  private static Verdict compare(Path specDir, Manifest.Model model, CheckResult result, boolean exactDepth) {
    List<String> problems = new ArrayList<>();
    var stats = result.stats();
    if (result.outcome() instanceof Outcome.Cancelled) {
      problems.add(describe(result.outcome()) + ": found " + stats.distinct() + " distinct states by then, the manifest "
          + "says " + model.distinct());
    } else if (!result.passed()) {
      problems.add(describe(result.outcome()));
    } else {
      pinned(problems, "distinct states", stats.distinct(), model.distinct());
      pinned(problems, "transitions", stats.transitions(), model.transitions());
      if (exactDepth) {
        pinned(problems, "depth", stats.depth(), model.depth());
      }
    }
    if (result.hasAnonymousAction()) {
      problems.add("a step of Next has no name of its own; make Next a disjunction of quantified named actions");
    }
    List<String> properties =
        List.copyOf(ModelConfig.read(specDir.resolve(model.cfg())).propertyNames());
    return new Verdict(model, properties, result, List.copyOf(problems));
  }

  /** Actions that no model of the run took: a run in which an action never fires shows nothing about it. */
  public static Set<String> neverTaken(List<Verdict> verdicts) {
    Map<String, Long> taken = taken(verdicts);
    Set<String> never = new TreeSet<>(taken.keySet());
    never.removeIf(action -> taken.get(action) > 0);
    return never;
  }

  /** Transitions per action over all models. */
  public static Map<String, Long> taken(List<Verdict> verdicts) {
    Map<String, Long> taken = new TreeMap<>();
    for (Verdict verdict : verdicts) {
      if (verdict.model().liveness()) {
        continue;
      }
      for (ActionCoverage row : verdict.result().coverage()) {
        taken.merge(row.action(), row.taken(), Long::sum);
      }
    }
    return taken;
  }

  /** An outcome other than a pass, in a sentence. */
  public static String describe(Outcome outcome) {
    if (outcome instanceof Outcome.Violated violated && violated.kind() == Outcome.Kind.ASSUMPTION) {
      return "the assumption (" + violated.property() + ") is false for the constants of the configuration";
    } else if (outcome instanceof Outcome.Violated violated) {
      return violated.property() + " is violated after " + (violated.counterexample().steps().size() - 1) + " steps";
    } else if (outcome instanceof Outcome.SpecError error) {
      String line = error.line() > 0 ? ", line " + error.line() : "";
      String place = error.file().map(file -> file + line + ": ").orElse("");
      return place + error.message();
    }
    return outcome instanceof Outcome.TimedOut ? "the time limit was reached"
        : "stopped, because it found far more states than it should have; it may be infinite";
  }

  private static void pinned(List<String> problems, String what, long found, long expected) {
    if (found != expected) {
      problems.add(what + ": found " + found + ", the manifest says " + expected
          + ". If the spec was meant to change, look at why and pin the new number by hand");
    }
  }
}
