package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.model.CoveringTraces;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelCheck;
import dev.rollcall.conformance.model.SpecTraces;
import dev.rollcall.conformance.model.Witnesses;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.tlc.GraphExport;
import dev.rollcall.conformance.tlc.StateGraph;
import dev.rollcall.conformance.verify.WitnessFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trace export alone. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes traces of the spec as ITF JSON.",
    footer = {"", Rollcall.EXIT_CODES, "Example: scripts/rollcall export --covering Quick"})
final class ExportCommand implements Callable<Integer> {
  /** What to write. */
  static final class Kind {
    @Option(names = "--witnesses", required = true,
        description = "The witness traces, in place of the committed ones.")
    boolean witnesses;

    @Option(names = "--covering", required = true, paramLabel = "MODEL",
        description = "Traces that together take every transition of a model without symmetry.")
    String covering;
  }

  @ArgGroup(multiplicity = "1") private Kind kind;

  @Mixin private Workspace workspace;

  @Override
  public Integer call() throws IOException {
    Manifest manifest = Manifest.read(workspace.specDir());
    return kind.witnesses ? witnesses(manifest) : covering(manifest);
  }

  private int witnesses(Manifest manifest) throws IOException {
    Witnesses search = new Witnesses(workspace.specDir(), workspace.outDir().resolve("work").resolve("witnesses"));
    WitnessFiles files = new WitnessFiles(workspace.tracesDir());
    boolean all = true;
    for (Manifest.Witness witness : manifest.witnesses()) {
      Witnesses.Verdict found = search.find(witness);
      if (found.trace().isPresent()) {
        Path file = files.write(witness, found.trace().get());
        System.out.printf("%s: %d steps%n", file, found.trace().get().steps());
      }
      found.problems().forEach(problem -> System.out.println("FAIL " + witness.name() + ": " + problem));
      all &= found.passed();
    }
    for (Path stray : files.strays(manifest.witnesses())) {
      System.out.println("FAIL " + stray + " belongs to no witness of the manifest; delete it");
      all = false;
    }
    return all ? Rollcall.VERIFIED : Rollcall.VIOLATION;
  }

  private int covering(Manifest manifest) throws IOException {
    Manifest.Model model = manifest.model(kind.covering).orElseThrow(() -> new BadInputException(
        "no model is named " + kind.covering));
    StateGraph graph;
    try (Progress progress = Workspace.progress("export", 1)) {
      graph = GraphExport.of(ModelCheck.runOf(workspace.specDir(), model, progress.tlc(model.name())));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage());
    }
    if (!graph.result().passed()) {
      System.out.println("FAIL " + model.name() + ": " + ModelCheck.describe(graph.result().outcome()));
      return Rollcall.VIOLATION;
    }
    CoveringTraces traces = new CoveringTraces(graph);
    Path directory = workspace.outDir().resolve("traces").resolve("covering-" + model.name());
    var header = SpecTraces.header(workspace.specDir(), model, graph.values(graph.initials()[0]).keySet());
    traces.write(header, directory);
    System.out.println(directory + ": " + traces.suite());
    return Rollcall.VERIFIED;
  }
}
