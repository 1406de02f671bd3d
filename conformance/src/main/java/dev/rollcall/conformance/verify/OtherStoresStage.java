package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.model.CoveringTraces;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelCheck;
import dev.rollcall.conformance.model.SpecTraces;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.report.Verdict;
import dev.rollcall.conformance.tlc.GraphExport;
import dev.rollcall.conformance.tlc.StateGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Replays the committed witnesses, and every transition of a small model, on the stores that a run asks for. A
 * store that it does not ask for is reported as such. Not thread-safe.
 */
final class OtherStoresStage {
  private static final String NOTE =
      "every transition of the model; refused tries once in each of its states, to spare round trips";

  private final VerifyOptions options;
  private final String system;
  private final List<OtherStore> stores;
  private final List<ReplayStage> stages = new ArrayList<>();
  private final List<Verdict.NotRun> notRun = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param system that runs on them
   */
  OtherStoresStage(VerifyOptions options, String system, List<OtherStore> stores) {
    this.options = options;
    this.system = system;
    this.stores = stores;
  }

  void run(Manifest manifest, List<Path> witnesses, BiFunction<String, Integer, Progress> progress)
      throws IOException, InterruptedException {
    for (OtherStore store : stores) {
      if (store.factory().isEmpty()) {
        notRun.add(new Verdict.NotRun(store.name(), "asked for by " + store.asking()));
      } else {
        run(store, manifest.models().stream()
            .filter(model -> model.covering() && model.system().equals(system)).toList(), witnesses, progress);
      }
    }
  }

  private void run(OtherStore store, List<Manifest.Model> covering, List<Path> witnesses,
      BiFunction<String, Integer, Progress> progress) throws IOException, InterruptedException {
    ReplayStage stage = new ReplayStage(
        store.factory().orElseThrow(), store.threads(), options.failuresDir(), store.replayCommand());
    stages.add(stage);
    try (Progress shown = progress.apply(store.name() + " " + system, 1 + 2 * covering.size())) {
      if (witnesses.isEmpty() || covering.isEmpty()) {
        problems.add(store.name() + ": there are no witnesses of " + system
            + ", or no model is marked as covering in the manifest");
      }
      if (!witnesses.isEmpty()) {
        stage.run(store.name() + " witnesses of " + system, "", witnesses, shown);
      }
      for (Manifest.Model model : covering) {
        List<Path> files = covering(store, model, shown);
        if (!files.isEmpty()) {
          stage.run(store.name() + " covering " + model.name(), NOTE, files, shown);
        }
      }
    }
  }

  private List<Path> covering(OtherStore store, Manifest.Model model, Progress shown) throws IOException {
    StateGraph graph = GraphExport.of(ModelCheck.runOf(options.specDir(), model, shown.tlc(model.name())));
    shown.done(model.name());
    if (!graph.result().passed()) {
      problems.add(store.name() + ": model " + model.name() + " did not pass, so there is no covering suite of it: "
          + ModelCheck.describe(graph.result().outcome()));
      return List.of();
    }
    var header = SpecTraces.header(options.specDir(), model, graph.values(graph.initials()[0]).keySet());
    return new CoveringTraces(graph)
        .write(header, options.coveringDir(model.name()), CoveringTraces.Enabled.ONCE_A_STATE);
  }

  /** One for each store that traces were replayed on. */
  List<ReplayStage> stages() {
    return stages;
  }

  List<Verdict.NotRun> notRun() {
    return notRun;
  }

  /** What diverged, and what kept traces from being replayed. */
  List<String> problems() throws IOException {
    List<String> all = new ArrayList<>(problems);
    for (ReplayStage stage : stages) {
      all.addAll(stage.problems());
    }
    return all;
  }
}
