package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.explore.Divergence;
import dev.rollcall.conformance.replay.DivergenceReport;
import dev.rollcall.conformance.trace.ItfWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps what exploration found, as a trace and as a text for people.
 *
 * @param directory where traces are written
 */
public record DivergenceFiles(Path directory) {

  /**
   * Writes the trace of a divergence.
   *
   * @param command what shows it again
   * @return the report
   */
  public String write(Divergence divergence, String command) throws IOException {
    Path file = Files.createDirectories(directory)
        .resolve("explored-" + divergence.trace().header().model() + ItfWriter.SUFFIX);
    DivergenceReport report = divergence.report(file.toString(), command);
    report.writePrefix(file);
    return report.text();
  }
}
