package dev.rollcall.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rollcall.conformance.tlc.ProgressListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private Progress progress(boolean terminal, int jobs) {
    return new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), terminal, "stage", jobs);
  }

  @Test
  void withoutATerminalShortJobsPrintNothing() {
    try (Progress progress = progress(false, 2)) {
      progress.at("one", "begins");
      progress.at("two", "");
      progress.tlc("one").onProgress(new ProgressListener.Progress(10, 5, 1, 2, 0.5));
      progress.done("one");
      progress.done("two");
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void itNeverGetsInTheWayOfTheJobs(int jobs) {
    for (boolean terminal : new boolean[] {false, true}) {
      assertThatCode(() -> {
        try (Progress progress = progress(terminal, jobs)) {
          progress.done("never begun");
          progress.at("100% {} %s %d", "%n");
          progress.tlc("").onProgress(new ProgressListener.Progress(0, 0, 0, 0, 0));
          progress.done("100% {} %s %d");
          progress.done("one too many");
        }
      }).doesNotThrowAnyException();
    }
  }
}
