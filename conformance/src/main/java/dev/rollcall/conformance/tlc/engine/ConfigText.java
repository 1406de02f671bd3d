package dev.rollcall.conformance.tlc.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Edits the text of a configuration file. */
final class ConfigText {
  private static final Pattern COMMENT = Pattern.compile("\\\\\\*[^\\n]*|\\(\\*.*?\\*\\)", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");
  private static final Set<String> CHECKED =
      Set.of("PROPERTY", "PROPERTIES", "INVARIANT", "INVARIANTS");
  private static final Set<String> KEYWORDS =
      Set.of("CONSTANT", "CONSTANTS", "CONSTRAINT", "CONSTRAINTS", "ACTION_CONSTRAINT",
          "ACTION_CONSTRAINTS", "INIT", "NEXT", "VIEW", "SYMMETRY", "SPECIFICATION", "ALIAS",
          "TYPE", "TYPE_CONSTRAINT", "CHECK_DEADLOCK", "POSTCONDITION");

  private ConfigText() {}

  /** A copy that checks one property and nothing else. */
  static Path withOnly(String property, Path config, Path scratch) {
    try {
      String text = COMMENT.matcher(Files.readString(config)).replaceAll(" ");
      StringBuilder kept = new StringBuilder("PROPERTY " + property + "\n");
      boolean dropping = false;
      Matcher words = WORD.matcher(text);
      while (words.find()) {
        String word = words.group();
        dropping = CHECKED.contains(word) || (dropping && !KEYWORDS.contains(word));
        if (!dropping) {
          kept.append(KEYWORDS.contains(word) ? "\n" : " ").append(word);
        }
      }
      Path copy = Files.createTempFile(scratch, "only", ".cfg");
      return Files.writeString(copy, kept.append('\n'));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot edit " + config, e);
    }
  }
}
