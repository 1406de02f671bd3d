package dev.rollcall.conformance.mutate;

import dev.rollcall.conformance.model.BadManifestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One change to one line of one definition of a spec. Immutable.
 *
 * <pre>
 * What:  A minority fails the rest of the cluster.
 * In:    MarkNodeFailed
 * Drop:  /\ HasQuorum(d)
 * </pre>
 *
 * <p>or {@code Replace:} and {@code With:} instead of {@code Drop:}. The line is compared without the white
 * space around it and must stand exactly once in the definition.
 *
 * @param file where it was read from
 * @param what goes wrong, in a sentence
 * @param in name of the definition
 * @param line the line that is changed
 * @param replacement what stands there instead; empty for nothing
 */
public record MutantFile(Path file, String what, String in, String line, String replacement) {
  private static final Set<String> FIELDS = Set.of("What", "In", "Drop", "Replace", "With");

  /**
   * @throws BadManifestException if the file is missing or not of this form
   */
  public static MutantFile read(Path file) {
    Map<String, String> fields = new HashMap<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new BadManifestException(file, "cannot be read: " + e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String[] parts = lines.get(i).split(":", 2);
      boolean isField = parts.length == 2 && FIELDS.contains(parts[0]);
      if (!lines.get(i).isBlank() && (!isField || fields.put(parts[0], parts[1].trim()) != null)) {
        throw new BadManifestException(file, "line " + (i + 1) + ": expected one each of What:, In:, and Drop: or "
            + "Replace: with With:, found '" + lines.get(i) + "'");
      }
    }
    boolean drops = fields.keySet().equals(Set.of("What", "In", "Drop"));
    if (!drops && !fields.keySet().equals(Set.of("What", "In", "Replace", "With"))) {
      throw new BadManifestException(file, "needs What:, In:, and either Drop: or Replace: with With:");
    }
    for (String field : List.of("What", "In", drops ? "Drop" : "Replace")) {
      if (fields.get(field).isEmpty()) {
        throw new BadManifestException(file, field + ": says nothing");
      }
    }
    return new MutantFile(file, fields.get("What"), fields.get("In"),
        fields.get(drops ? "Drop" : "Replace"), drops ? "" : fields.get("With"));
  }

  /** Whether the module has the definition that this changes. */
  public boolean isIn(List<String> module) {
    return definitionStart(module) >= 0;
  }

  /**
   * The module with the one line changed.
   *
   * @throws BadManifestException if the line does not stand exactly once in the definition: the spec has moved on
   *     and the mutant has to follow
   */
  public String applyTo(List<String> module) {
    int start = definitionStart(module);
    int end = definitionEnd(module, start);
    int found = -1;
    for (int i = start; i < end; i++) {
      if (module.get(i).trim().equals(line)) {
        if (found >= 0) {
          throw new BadManifestException(file, "'" + line + "' stands more than once in " + in);
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new BadManifestException(file, "'" + line + "' is no line of " + in
          + "; if the spec has changed, change the mutant with it");
    }
    List<String> changed = new ArrayList<>(module);
    String original = changed.get(found);
    String indent = original.substring(0, original.length() - original.stripLeading().length());
    changed.set(found, replacement.isEmpty() ? "" : indent + replacement);
    return String.join("\n", changed) + "\n";
  }

  private int definitionStart(List<String> module) {
    for (int i = 0; i < module.size(); i++) {
      if (module.get(i).matches("\\Q" + in + "\\E(\\(.*\\))?\\s*==.*")) {
        return i;
      }
    }
    return -1;
  }

  /** Definitions start in the first column, and so does what follows one. */
  private static int definitionEnd(List<String> module, int start) {
    int end = start + 1;
    while (end < module.size() && (module.get(end).isEmpty() || Character.isWhitespace(module.get(end).charAt(0)))) {
      end++;
    }
    return end;
  }
}
