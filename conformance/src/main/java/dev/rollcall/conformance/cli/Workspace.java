package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelSet;
import dev.rollcall.conformance.report.Progress;
import java.io.PrintStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where things are; the options every command shares. */
final class Workspace {
  /** The scripts say where the project is, so that they can be called from anywhere. */
  static final String HOME = "${sys:rollcall.home:-.}/";

  @Option(names = "--spec", paramLabel = "DIR", defaultValue = HOME + "tla",
      description = "Directory of the spec and its models.json (default: ${DEFAULT-VALUE}).")
  private Path specDir;

  @Option(names = "--traces", paramLabel = "DIR", defaultValue = HOME + "conformance/traces",
      description = "Directory of the committed witness traces (default: ${DEFAULT-VALUE}).")
  private Path tracesDir;

  @Mixin private ResultsOptions results;

  @Option(names = "--threads", paramLabel = "N",
      description = "Jobs side by side (default: one a processor).")
  @Range("1..64")
  private Integer threads;

  Path specDir() {
    return specDir.normalize();
  }

  Path tracesDir() {
    return tracesDir.normalize();
  }

  Path outDir() {
    return results.directory();
  }

  /** Writes results as JSON, and says where. */
  void write(String name, Object written) throws IOException {
    results.write(name, written);
  }

  int threads() {
    return orProcessors(threads);
  }

  /** How many threads that is: one a processor, if no number was given. */
  static int orProcessors(Integer threads) {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * The models of these names.
   *
   * @param unnamed those that are meant where no name is given
   */
  static List<Manifest.Model> models(Manifest manifest, List<String> names, ModelSet unnamed) {
    if (names.isEmpty()) {
      return manifest.modelsOf(unnamed);
    }
    return names.stream().map(name -> manifest.model(name).orElseThrow(() -> new BadInputException(
        "no model is named " + name + "; there are " + manifest.models().stream().map(Manifest.Model::name).toList())))
        .toList();
  }

  static Progress progress(String stage, int jobs) {
    PrintStream out = System.err;
    return new Progress(out, Operator.REAL.isThere(), stage, jobs);
  }
}
