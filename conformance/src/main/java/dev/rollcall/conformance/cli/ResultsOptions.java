package dev.rollcall.conformance.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command writes its results for machines. */
final class ResultsOptions {
  @Option(names = "--out", paramLabel = "DIR", defaultValue = Workspace.HOME + "target/rollcall",
      description = "Where results are written (default: ${DEFAULT-VALUE}).")
  private Path outDir;

  Path directory() {
    return outDir.normalize();
  }

  /** Writes results as JSON, and says where. */
  void write(String name, Object results) throws IOException {
    Path file = Files.createDirectories(directory()).resolve(name);
    JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), results);
    System.out.println("Details: " + file);
  }
}
