package dev.rollcall.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/fencing.md shows the code as it is compiled and run. */
class FencingPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void theExampleIsTheCode() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/fencing.md"));
    String shown = page.substring(page.indexOf("```java\n") + "```java\n".length());
    shown = shown.substring(0, shown.indexOf("```"));
    assertThat(shown).contains("fence.check");
    assertThat(Files.readString(ROOT.resolve("src/test/java/dev/rollcall/example/FencedLedger.java"))).contains(shown);
  }
}
