package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.membership.FdbStores;
import dev.rollcall.conformance.model.ModelSet;
import dev.rollcall.conformance.report.Summary;
import dev.rollcall.conformance.report.Verdict;
import dev.rollcall.conformance.verify.Verification;
import dev.rollcall.conformance.verify.VerifyOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Model-checks the spec while production takes every transition, replays traces on production, and shows that "
          + "lost guards are noticed in both.",
      "",
      "Without a set: the standard models, in some ten minutes on two cores. With --store fdb: then also "
          + "witnesses and a covering suite on a live FoundationDB."},
    footer = {"", "Machine-readable results: verdict.json in the output directory.",
      Rollcall.EXIT_CODES})
final class VerifyCommand implements Callable<Integer> {
  /** One of the sets. */
  static final class SetOption {
    @Option(names = "--quick", description = "Small models only: about two minutes.")
    boolean quick;

    @Option(names = "--full", description = "All faults at once, too: about an hour.")
    boolean full;
  }

  @ArgGroup private SetOption set = new SetOption();

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Seed of the random walks (default: ${DEFAULT-VALUE}). The same seed gives the same traces.")
  @Range(Range.SEED)
  private long seed;

  @Mixin private StoreOptions store;

  @Mixin private Workspace workspace;

  @Override
  public Integer call() throws Exception {
    ModelSet models = set.quick ? ModelSet.QUICK : set.full ? ModelSet.FULL : ModelSet.STANDARD;
    VerifyOptions options = new VerifyOptions(
        workspace.specDir(), workspace.tracesDir(), workspace.outDir(), models, seed, workspace.threads());
    Verdict verdict;
    Optional<FdbStores> stores = store.connect();
    try {
      System.err.printf("Verifying the %s models of %s, seed %d%n", models, workspace.specDir(), seed);
      verdict = new Verification(options, Production.systems(stores), Workspace::progress).run();
    } finally {
      stores.ifPresent(FdbStores::close);
    }
    new Summary(verdict, System.out).print();
    Path file = workspace.outDir().resolve("verdict.json");
    verdict.write(file);
    System.out.println("Details: " + file);
    return verdict.verified() ? Rollcall.VERIFIED : verdict.badInput() ? Rollcall.BAD_INPUT : Rollcall.VIOLATION;
  }
}
