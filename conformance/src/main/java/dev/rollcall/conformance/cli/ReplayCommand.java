package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.membership.FdbStores;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.report.Verdict;
import dev.rollcall.conformance.trace.ItfWriter;
import dev.rollcall.conformance.verify.Implementation;
import dev.rollcall.conformance.verify.OtherStore;
import dev.rollcall.conformance.verify.ReplayStage;
import dev.rollcall.conformance.verify.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Replay alone. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Drives production with ITF traces of ClusterMembership or ActorMigration, step by step. After each step "
          + "production must be in the state that the trace says, keep the invariants, and refuse every step that the "
          + "trace says is disabled."},
    footer = {"", Rollcall.EXIT_CODES, "Example: scripts/rollcall replay conformance/traces"})
final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*",
      description = "Trace files (*" + ItfWriter.SUFFIX + "), or directories of them.")
  private List<Path> paths;

  @Mixin private StoreOptions store;

  @Mixin private Workspace workspace;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> files = files();
    Optional<FdbStores> stores = store.connect();
    try {
      int exit = Rollcall.VERIFIED;
      Systems systems = Production.systems(stores);
      for (Map.Entry<String, List<Path>> group : systems.bySystem(files).entrySet()) {
        Implementation implementation = systems.of(group.getKey());
        exit = Math.max(exit, replay(group.getKey(), group.getValue(), implementation, stores.isPresent()));
      }
      return exit;
    } finally {
      stores.ifPresent(FdbStores::close);
    }
  }

  private int replay(String system, List<Path> files, Implementation implementation, boolean onOtherStore)
      throws IOException, InterruptedException {
    Optional<OtherStore> other = onOtherStore ? implementation.otherStores().stream().findFirst() : Optional.empty();
    ReplayStage replay = new ReplayStage(
        other.flatMap(OtherStore::factory).orElseGet(implementation::factory),
        other.map(OtherStore::threads).orElseGet(workspace::threads), workspace.outDir().resolve("failures"),
        other.map(OtherStore::replayCommand).orElse(ReplayStage.COMMAND));
    try (Progress progress = Workspace.progress("replay", 1)) {
      replay.run("replay", "", files, progress);
    }
    replay.problems().forEach(System.out::println);
    Verdict.SuiteRow row = replay.rows().get(0);
    System.out.printf(Locale.ROOT, "%s %,d traces, %,d steps, %,d refused tries, %.1f s (%s)%n",
        row.passed() ? "ok  " : "FAIL", row.traces(), row.steps(), row.refused(), row.seconds(), system);
    return row.passed() ? Rollcall.VERIFIED : Rollcall.VIOLATION;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.walk(path)) {
          inside.filter(f -> f.toString().endsWith(ItfWriter.SUFFIX)).sorted().forEach(files::add);
        }
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      } else {
        throw new BadInputException("no such file or directory: " + path);
      }
    }
    return files;
  }
}
