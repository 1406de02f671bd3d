package dev.rollcall.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md says under "Use it" is so. */
class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern VERSION = Pattern.compile("<version>([^<$]+)</version>");

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  /** What stands between the first of the fences that open a block of this language and the one that closes it. */
  private static String block(String language) throws IOException {
    String readme = read("README.md");
    String opening = "```" + language + "\n";
    assertThat(readme).contains(opening);
    String shown = readme.substring(readme.indexOf(opening) + opening.length());
    return shown.substring(0, shown.indexOf("```"));
  }

  @Test
  void theFirstMemberIsCodeThatIsCompiledAndRun() throws IOException {
    String shown = block("java").indent(4);
    assertThat(shown.lines()).hasSizeLessThanOrEqualTo(12);
    assertThat(read("src/test/java/dev/rollcall/example/FirstMember.java")).contains(shown);
  }

  @Test
  void theFirstMemberJoinsWritesAsPrimaryAndLeaves() {
    try (MemoryStore store = new MemoryStore()) {
      FirstMember.run(store);
      try (Transaction transaction = store.begin()) {
        assertThat(transaction.get(Bytes.utf8("last-order"))).isEqualTo(Bytes.utf8("4711"));
        Registry registry = new Registry(transaction, new Keys("orders"));
        assertThat(registry.viewNumber()).isEqualTo(2);
        assertThat(registry.record(NodeId.of("n1"))).isNull();
      }
    }
  }

  @Test
  void theDependencyAndTheUsersProjectsNameTheVersionThatIsBuilt() throws IOException {
    Matcher built = VERSION.matcher(read("pom.xml"));
    assertThat(built.find()).isTrue();
    String version = built.group(1);
    assertThat(block("xml")).contains("<version>" + version + "</version>");
    try (Stream<Path> projects = Files.list(ROOT.resolve("conformance/src/it"))) {
      assertThat(projects.filter(Files::isDirectory)).isNotEmpty().allSatisfy(project ->
          assertThat(project.resolve("pom.xml")).content()
              .contains("<rollcall.version>" + version + "</rollcall.version>"));
    }
  }

  @Test
  void mainOfTheUsersProjectIsShort() throws IOException {
    String main = "conformance/src/it/three-members/src/main/java/example/ThreeMembers.java";
    assertThat(read("README.md")).contains("](" + main + ")");
    assertThat(read(main).lines()).hasSizeLessThan(60);
  }
}
