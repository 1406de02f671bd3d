package dev.rollcall.conformance;

import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.trace.ItfWriter;
import dev.rollcall.conformance.trace.TraceSource;
import java.nio.file.Path;
import java.util.List;

/** The witnesses that are committed, of one implementation. */
public final class CommittedTraces {
  private static final Path TRACES = Path.of("traces");

  private CommittedTraces() {}

  /** Their files; at least one. */
  public static List<Path> of(String system) {
    List<Path> files = Manifest.read(Path.of("..", "tla")).witnesses().stream()
        .filter(witness -> witness.system().equals(system))
        .map(witness -> TRACES.resolve(witness.name() + ItfWriter.SUFFIX)).sorted().toList();
    if (files.isEmpty()) {
      throw new IllegalStateException("the manifest has no witness of " + system);
    }
    return files;
  }

  public static List<TraceSource> sourcesOf(String system) {
    return of(system).stream().map(TraceSource::file).toList();
  }
}
