package dev.rollcall.conformance.model;

import dev.rollcall.conformance.trace.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A TLC configuration, taken apart as far as the project needs: its constants, and the properties that can
 * be swapped for one. It assumes what our configurations keep to: properties come last. Immutable.
 */
public final class ModelConfig {
  private static final Pattern PROPERTY_SECTION = Pattern.compile("^\\s*(INVARIANTS?|PROPERT(Y|IES))\\b(.*)$");
  private static final Pattern OTHER_SECTION = Pattern.compile(
      "^\\s*(SPECIFICATION|INIT|NEXT|CONSTANTS?|(ACTION_)?CONSTRAINTS?|SYMMETRY|VIEW|CHECK_DEADLOCK|ALIAS)\\b.*$");
  private static final Pattern CONSTANT = Pattern.compile("^\\s*(?:CONSTANTS?\\s)?\\s*(\\w+)\\s*=\\s*(.+?)\\s*$");

  private final String head;
  private final Set<String> invariants = new LinkedHashSet<>();
  private final Set<String> properties = new LinkedHashSet<>();
  private final Map<String, Value> constants = new LinkedHashMap<>();

  private ModelConfig(Path file, List<String> lines) {
    StringBuilder headLines = new StringBuilder();
    Set<String> section = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String text = line.replaceFirst("\\\\\\*.*", "");
      Matcher starts = PROPERTY_SECTION.matcher(text);
      if (starts.matches()) {
        section = starts.group(1).startsWith("INV") ? invariants : properties;
        text = starts.group(3);
      }
      Matcher other = OTHER_SECTION.matcher(text);
      if (section != null && other.matches()) {
        throw new BadManifestException(file, "line " + (i + 1) + ": " + other.group(1)
            + " stands after the properties, which have to come last; move it up");
      } else if (section == null) {
        headLines.append(line).append('\n');
        addConstant(text);
      } else {
        Arrays.stream(text.trim().split("\\s+")).filter(n -> !n.isEmpty()).forEach(section::add);
      }
    }
    this.head = headLines.toString();
  }

  /**
   * @throws BadManifestException if the file cannot be read, or has something else after the properties
   */
  public static ModelConfig read(Path file) {
    try {
      return new ModelConfig(file, Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      throw new BadManifestException(file, "no such configuration");
    } catch (IOException e) {
      throw new BadManifestException(file, "cannot be read: " + e);
    }
  }

  /** The properties of this configuration, invariants first. */
  public Set<String> propertyNames() {
    Set<String> all = new LinkedHashSet<>(invariants);
    all.addAll(properties);
    return all;
  }

  public boolean isInvariant(String property) {
    return invariants.contains(property);
  }

  /** CONSTANTS with a value, in the order of the file; those replaced by a definition are left out. */
  public Map<String, Value> constants() {
    return Collections.unmodifiableMap(constants);
  }

  /** This configuration with one property in the place of all others. */
  public String checkingOnly(String property, boolean asInvariant) {
    return head + (asInvariant ? "INVARIANT " : "PROPERTY ") + property + "\n";
  }

  private void addConstant(String text) {
    Matcher constant = CONSTANT.matcher(text);
    if (constant.matches()) {
      constants.put(constant.group(1), value(constant.group(2)));
    }
  }

  private static Value value(String text) {
    if (text.startsWith("{") && text.endsWith("}")) {
      String inside = text.substring(1, text.length() - 1).trim();
      return Value.setOf(inside.isEmpty() ? List.of()
          : Arrays.stream(inside.split("\\s*,\\s*")).map(ModelConfig::value).collect(Collectors.toList()));
    } else if (text.matches("-?\\d+")) {
      return Value.of(new BigInteger(text));
    } else if (text.equals("TRUE") || text.equals("FALSE")) {
      return Value.of(text.equals("TRUE"));
    }
    return Value.of(text.replaceFirst("^\"(.*)\"$", "$1"));
  }
}
