package dev.rollcall.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final Path GOLDEN = Path.of("src/test/resources/report");

  private static String print(Verdict verdict) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Summary(verdict, new PrintStream(bytes, true, StandardCharsets.UTF_8)).print();
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void aVerifiedRunReadsLikeThis() throws IOException {
    assertThat(print(Verdicts.verified())).isEqualTo(Files.readString(GOLDEN.resolve("verified.txt")));
  }

  @Test
  void aFailedRunReadsLikeThis() throws IOException {
    assertThat(print(Verdicts.failed())).isEqualTo(Files.readString(GOLDEN.resolve("failed.txt")));
  }

  @Test
  void numbersReadTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(print(Verdicts.verified())).contains("1,000,000", "61.0s");
    } finally {
      Locale.setDefault(before);
    }
  }
}
