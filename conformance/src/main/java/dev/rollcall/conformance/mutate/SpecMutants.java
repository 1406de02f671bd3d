package dev.rollcall.conformance.mutate;

import dev.rollcall.conformance.model.BadManifestException;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelCheck;
import dev.rollcall.conformance.model.ModelConfig;
import dev.rollcall.conformance.model.StateLimit;
import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.tlc.TlcRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs TLC on mutants of a spec, each with the one property that must notice, so that a mutant cannot be
 * refuted for another reason than the one it is meant to show. Thread-safe.
 */
public final class SpecMutants {
  /** What a module is made of, on one line. */
  private static final Pattern USED = Pattern.compile("\\b(?:EXTENDS|INSTANCE)\\s+(\\w+(?:,\\s*\\w+)*)");

  private final Path specDir;
  private final Path workDir;

  /**
   * @param workDir where mutated modules are written, one directory each; kept for a look at them
   */
  public SpecMutants(Path specDir, Path workDir) {
    this.specDir = specDir;
    this.workDir = workDir;
  }

  /**
   * What TLC said of a mutant.
   *
   * @param killed whether it refuted exactly the property that it must
   */
  public record Verdict(Manifest.Mutant mutant, String what, boolean killed, CheckResult result) {
    /** What was found instead of the refutation, for a person. */
    public String finding() {
      if (result.outcome() instanceof Outcome.Violated violated) {
        return "TLC refuted " + violated.property() + " in " + violated.counterexample().steps().size() + " states";
      } else if (result.outcome() instanceof Outcome.SpecError error) {
        return "TLC could not check it: " + error.message();
      } else if (!result.passed()) {
        return ModelCheck.describe(result.outcome());
      }
      return "survived: TLC found nothing wrong in " + result.stats().distinct() + " states. Either the guard is "
          + "redundant, or a property is missing or vacuous";
    }
  }

  /**
   * @throws BadManifestException if the mutant does not fit the spec
   */
  public Verdict run(Manifest.Mutant mutant) {
    MutantFile file = MutantFile.read(specDir.resolve("mutants").resolve(mutant.name() + ".mutant"));
    ModelConfig config = ModelConfig.read(specDir.resolve(mutant.cfg()));
    if (!config.propertyNames().contains(mutant.violates())) {
      throw new BadManifestException(specDir.resolve(Manifest.FILE), mutant.name() + ": " + mutant.cfg()
          + " does not check " + mutant.violates() + "; it checks " + config.propertyNames());
    }
    try {
      Path overlay = Files.createDirectories(workDir.resolve(mutant.name()));
      Path module = moduleWith(file, mutant.module());
      Files.writeString(overlay.resolve(module.getFileName()), file.applyTo(Files.readAllLines(module)));
      Path cfg = overlay.resolve("Mutant.cfg");
      Files.writeString(cfg, config.checkingOnly(mutant.violates(), config.isInvariant(mutant.violates())));
      TlcRun run = TlcRun.of(specDir, mutant.module(), cfg).withOverlay(overlay).withWorkers(1);
      CheckResult result = Tlc.check(StateLimit.on(run, StateLimit.OF_QUESTIONS));
      boolean killed = result.outcome() instanceof Outcome.Violated violated
          && violated.property().equals(mutant.violates());
      return new Verdict(mutant, file.what(), killed, result);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the mutant " + mutant.name() + " below " + workDir, e);
    }
  }

  /** The definition that the model means: of two with one name, the one nearer to its own module. */
  private Path moduleWith(MutantFile mutant, String root) throws IOException {
    Set<String> seen = new LinkedHashSet<>(List.of(root));
    Deque<String> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      Path module = specDir.resolve(next.remove() + ".tla");
      if (!Files.isRegularFile(module)) {
        continue;
      }
      List<String> lines = Files.readAllLines(module);
      if (mutant.isIn(lines)) {
        return module;
      }
      USED.matcher(String.join("\n", lines)).results()
          .flatMap(used -> Arrays.stream(used.group(1).split(",\\s*")))
          .filter(seen::add).forEach(next::add);
    }
    throw new BadManifestException(mutant.file(), "no module that " + root + " is made of defines " + mutant.in());
  }
}
