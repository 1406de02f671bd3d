package dev.rollcall.conformance.model;

import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.trace.ItfWriter;
import dev.rollcall.conformance.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keeps what TLC found wrong as a trace that can be read and replayed. Stateless. */
public final class Counterexamples {
  private Counterexamples() {}

  /**
   * Writes the counterexample of a violated model.
   *
   * @return where it is and what it does, for a person; empty if the model was not violated
   */
  public static Optional<String> write(Path specDir, Manifest.Configured model, Outcome outcome, Path directory)
      throws IOException {
    if (!(outcome instanceof Outcome.Violated violated)
        || violated.counterexample().steps().isEmpty()) {
      return Optional.empty();
    }
    Trace trace = SpecTraces.of(specDir, model, violated.counterexample().steps());
    Path file = Files.createDirectories(directory)
        .resolve(model.name() + "." + fileName(violated.property()) + ItfWriter.SUFFIX);
    ItfWriter.write(trace, file, ItfWriter.Layout.READABLE);
    String steps = trace.states().stream()
        .map(state -> String.format("%4d  %s", state.index(), state.step()))
        .collect(Collectors.joining("\n"));
    return Optional.of(steps + "\ncounterexample: " + file);
  }

  /** A part of a refinement has no name of its own, only a place. */
  private static String fileName(String property) {
    return property.replaceAll("[^A-Za-z0-9_]+", "-");
  }
}
