package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.explore.Variant;
import dev.rollcall.conformance.membership.FdbStores;
import dev.rollcall.conformance.membership.MembershipFactory;
import dev.rollcall.conformance.membership.ProductionMutants;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelSet;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.verify.Implementation;
import dev.rollcall.conformance.verify.OtherStore;
import dev.rollcall.conformance.verify.ReplayStage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Where things are; the options every command shares. */
final class Workspace {
  /** The scripts say where the project is, so that they can be called from anywhere. */
  static final String HOME = "${sys:rollcall.home:-.}/";

  /** Traces at a time on FoundationDB: they mostly wait for it. */
  private static final int FDB_THREADS = 32;

  @Option(names = "--spec", paramLabel = "DIR", defaultValue = HOME + "tla",
      description = "Directory of the spec and its models.json (default: ${DEFAULT-VALUE}).")
  private Path specDir;

  @Option(names = "--traces", paramLabel = "DIR", defaultValue = HOME + "conformance/traces",
      description = "Directory of the committed witness traces (default: ${DEFAULT-VALUE}).")
  private Path tracesDir;

  @Option(names = "--out", paramLabel = "DIR", defaultValue = HOME + "target/rollcall",
      description = "Where results are written (default: ${DEFAULT-VALUE}).")
  private Path outDir;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "0",
      description = "Jobs side by side (default: one a processor).")
  private int threads;

  Path specDir() {
    return specDir.normalize();
  }

  Path tracesDir() {
    return tracesDir.normalize();
  }

  Path outDir() {
    return outDir.normalize();
  }

  int threads() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
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

  /** The protocol as shipped, with its mutants. */
  static Implementation implementation() {
    return implementation(Optional.empty());
  }

  /**
   * The same.
   *
   * @param fdb where to replay on FoundationDB, if this run does
   */
  static Implementation implementation(Optional<FdbStores> fdb) {
    return new Implementation(new MembershipFactory(),
        ProductionMutants.all().stream().map(Workspace::mutant).toList(),
        List.of(fdb.map(Workspace::foundationDb).orElseGet(() -> foundationDb(Optional.empty()))));
  }

  /** The protocol as shipped on a FoundationDB cluster. */
  static OtherStore foundationDb(FdbStores stores) {
    return foundationDb(Optional.of(new MembershipFactory().on(stores)));
  }

  private static OtherStore foundationDb(Optional<SystemUnderTest.Factory> factory) {
    return new OtherStore("FoundationDB", "scripts/verify --store fdb, with " + StoreOptions.VARIABLE + " set", factory,
        FDB_THREADS, ReplayStage.COMMAND + " --store fdb");
  }

  private static Implementation.Mutant mutant(ProductionMutants.Mutant mutant) {
    Set<Check> checks =
        mutant.afterUnknownOutcomes() ? Set.of(Check.UNKNOWN_OUTCOME) : Set.of(Check.TRANSITION, Check.REFUSAL);
    return new Implementation.Mutant(
        new Variant(mutant.name(), mutant.factory(), mutant.actions(), checks), !mutant.afterUnknownOutcomes());
  }

  static Progress progress(String stage, int jobs) {
    PrintStream out = System.err;
    return new Progress(out, System.console() != null && System.getenv("CI") == null, stage, jobs);
  }
}
