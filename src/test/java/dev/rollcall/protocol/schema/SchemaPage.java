package dev.rollcall.protocol.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** docs/schema.md, for tests that hold it to the code. */
public record SchemaPage(String text) {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  public static SchemaPage read() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    return new SchemaPage(Files.readString(root.resolve("docs/schema.md")));
  }

  /** The rows of the only table under this heading, each a list of cells. */
  public List<List<String>> table(String heading) {
    String section = text.substring(text.indexOf("\n## " + heading + "\n") + 1);
    int next = section.indexOf("\n## ");
    return (next < 0 ? section : section.substring(0, next)).lines().filter(line -> line.startsWith("|")).skip(2)
        .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1)).map(String::strip).toList())
        .toList();
  }

  /** What a cell has in code font. */
  public static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(result -> result.group(1)).toList();
  }
}
