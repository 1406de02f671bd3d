package dev.rollcall.conformance.model;

import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.tlc.TraceStep;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Turns what TLC shows into traces. Stateless. */
public final class SpecTraces {
  private SpecTraces() {}

  /** The header of traces found in this model, with the constants of its configuration. */
  public static TraceHeader header(Path specDir, Manifest.Configured model, Collection<String> variables) {
    return TraceHeader.of(model.module(), model.name(), "TLC", List.copyOf(variables))
        .withConstants(ModelConfig.read(specDir.resolve(model.cfg())).constants());
  }

  /**
   * The same for a model that no manifest lists; it is named like its configuration.
   *
   * @throws BadManifestException if the configuration cannot be read, or its properties do not come last
   */
  public static TraceHeader header(TlcRun run) {
    String model = run.configFile().getFileName().toString().replaceFirst("\\.cfg$", "");
    return TraceHeader.of(run.rootModule(), model, "TLC", List.of())
        .withConstants(ModelConfig.read(run.configFile()).constants());
  }

  public static Trace of(Path specDir, Manifest.Configured model, List<TraceStep> steps) {
    List<TraceState> states = new ArrayList<>();
    for (TraceStep step : steps) {
      TraceState state = new TraceState(states.size(), step.action(), step.params(), step.variables());
      states.add(step.enabled().map(enabled -> state.withEnabled(names(enabled))).orElse(state));
    }
    return new Trace(header(specDir, model, steps.get(0).variables().keySet()), states);
  }

  /** The steps as {@link TraceState#step} writes them. */
  static TreeSet<String> names(Collection<ActionLabel> labels) {
    TreeSet<String> names = new TreeSet<>();
    labels.forEach(label -> names.add(TraceState.step(label.action(), label.params())));
    return names;
  }
}
