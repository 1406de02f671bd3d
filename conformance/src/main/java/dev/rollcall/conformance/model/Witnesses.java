package dev.rollcall.conformance.model;

import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the shortest trace that reaches a situation, by asking TLC to show that it never arises. One worker
 * makes the trace the same each time. Thread-safe.
 */
public final class Witnesses {
  private final Path specDir;
  private final Path workDir;

  /**
   * @param workDir where the questions to TLC are written; kept for a look at them
   */
  public Witnesses(Path specDir, Path workDir) {
    this.specDir = specDir;
    this.workDir = workDir;
  }

  /**
   * What TLC said.
   *
   * @param trace the trace that reaches the situation; empty if TLC finds none
   * @param problems how this differs from the manifest; empty if it does not
   */
  public record Verdict(Manifest.Witness witness, Optional<Trace> trace, CheckResult result, List<String> problems) {
    public boolean passed() {
      return problems.isEmpty();
    }
  }

  public Verdict find(Manifest.Witness witness) {
    CheckResult result = Tlc.check(StateLimit.on(question(witness), StateLimit.OF_QUESTIONS));
    List<String> problems = new ArrayList<>();
    Optional<Trace> trace = Optional.empty();
    if (result.outcome() instanceof Outcome.Violated violated
        && violated.kind() != Outcome.Kind.ASSUMPTION) {
      trace = Optional.of(SpecTraces.of(specDir, witness, violated.counterexample().steps()));
      int depth = trace.get().states().size();
      if (depth != witness.depth()) {
        problems.add("reached in " + depth + " states, the manifest says " + witness.depth());
      }
    } else if (result.passed()) {
      problems.add("not reachable: TLC looked at all " + result.stats().distinct() + " states");
    } else {
      problems.add(ModelCheck.describe(result.outcome()));
    }
    return new Verdict(witness, trace, result, List.copyOf(problems));
  }

  private TlcRun question(Manifest.Witness witness) {
    String never = witness.kind() == Manifest.Kind.state
        ? "~" + witness.name()
        : "[][~" + witness.name() + "]_vars";
    String module = "---- MODULE Never ----\nEXTENDS " + witness.module() + "\nNever == " + never + "\n====\n";
    String cfg = ModelConfig.read(specDir.resolve(witness.cfg()))
        .checkingOnly("Never", witness.kind() == Manifest.Kind.state);
    try {
      Path directory = Files.createDirectories(workDir.resolve(witness.name()));
      Files.writeString(directory.resolve("Never.tla"), module);
      Path config = Files.writeString(directory.resolve("Never.cfg"), cfg);
      return TlcRun.of(specDir, "Never", config).withOverlay(directory).withWorkers(1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the question for " + witness.name() + " below " + workDir, e);
    }
  }
}
