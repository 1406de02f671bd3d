package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.model.ModelSet;
import java.nio.file.Path;

/**
 * What to verify and where.
 *
 * @param specDir directory of the spec and its manifest
 * @param tracesDir directory of the committed witness traces
 * @param outDir where traces, mutants and the verdict are written
 * @param set how much to check
 * @param seed of the random walks
 * @param threads jobs at a time
 */
public record VerifyOptions(Path specDir, Path tracesDir, Path outDir, ModelSet set, long seed, int threads) {
  public Path workDir() {
    return outDir.resolve("work");
  }

  public Path walksDir(String model) {
    return outDir.resolve("traces").resolve("walks-" + model);
  }

  public Path coveringDir(String model) {
    return outDir.resolve("traces").resolve("covering-" + model);
  }

  public Path counterexamplesDir() {
    return outDir.resolve("counterexamples");
  }

  public Path failuresDir() {
    return outDir.resolve("failures");
  }
}
