package dev.rollcall.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/fencing.md shows the code as it is compiled and run. */
class FencingPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void theExamplesAreTheCode() throws IOException {
    List<MatchResult> shown = CODE.matcher(Files.readString(ROOT.resolve("docs/fencing.md"))).results().toList();
    assertThat(shown).hasSize(2).allMatch(code -> code.group(1).contains("fence.check"));
    assertThat(source("FencedLedger")).contains(shown.get(0).group(1));
    assertThat(source("FencedAccounts")).contains(shown.get(1).group(1));
  }

  private static String source(String name) throws IOException {
    return Files.readString(ROOT.resolve("src/test/java/dev/rollcall/example/" + name + ".java"));
  }
}
