package dev.rollcall.conformance.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a module, without comments, taken apart as far as our layout allows: definitions and
 * declarations start in the first column. No parser of TLA+.
 */
record TlaModule(String name, List<String> variables, Map<String, String> definitions) {
  private static final Pattern COMMENT = Pattern.compile("\\(\\*.*?\\*\\)|\\\\\\*[^\\n]*", Pattern.DOTALL);
  private static final Pattern DEFINITION =
      Pattern.compile("^(\\w+)(?:\\([^=\\n]*\\))?\\s*==(.*?)(?=^\\S|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern VARIABLES = Pattern.compile("^VARIABLES?\\b(.*?)(?=^\\S|\\z)",
      Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern CALL = Pattern.compile("(?:\\\\/|:)\\s+([A-Z]\\w*)(?:\\(([^)]*)\\))?");
  private static final Pattern CONJUNCT =
      Pattern.compile("^  /\\\\ (.*?)(?=^  /\\\\ |\\z)", Pattern.DOTALL | Pattern.MULTILINE);

  static TlaModule read(Path file) throws IOException {
    String text = COMMENT.matcher(Files.readString(file)).replaceAll("");
    List<String> variables = new ArrayList<>();
    Matcher declared = VARIABLES.matcher(text);
    while (declared.find()) {
      Arrays.stream(declared.group(1).split("[,\\s]+")).filter(n -> !n.isEmpty()).forEach(variables::add);
    }
    Map<String, String> definitions = new LinkedHashMap<>();
    DEFINITION.matcher(text).results().forEach(d -> definitions.put(d.group(1), d.group(2)));
    return new TlaModule(file.getFileName().toString().replace(".tla", ""), variables, definitions);
  }

  static Map<String, TlaModule> readAll(Path directory) throws IOException {
    Map<String, TlaModule> modules = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tla")).toList()) {
        TlaModule module = read(file);
        modules.put(module.name(), module);
      }
    }
    return modules;
  }

  /** What Next is a disjunction of: action to the names of its parameters. */
  Map<String, List<String>> actions() {
    Map<String, List<String>> actions = new LinkedHashMap<>();
    for (MatchResult call : CALL.matcher(definitions.get("Next")).results().toList()) {
      actions.put(call.group(1), call.group(2) == null ? List.of() : List.of(call.group(2).split(",\\s*")));
    }
    return actions;
  }

  /** The definitions that are tuples of variables. */
  Set<String> tuples() {
    return definitions.entrySet().stream()
        .filter(d -> d.getValue().strip().startsWith("<<"))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  boolean defines(String definition, String text) {
    return oneLine(definitions.get(definition)).contains(oneLine(text));
  }

  /** The conjuncts of an action that say nothing of the next state. */
  List<String> guards(String action) {
    return CONJUNCT.matcher(definitions.get(action)).results()
        .map(c -> oneLine(c.group(1)))
        .filter(c -> !isEffect(c))
        .toList();
  }

  private boolean isEffect(String conjunct) {
    return conjunct.contains("'") || conjunct.contains("UNCHANGED")
        || Arrays.stream(conjunct.split("\\W+"))
            .anyMatch(n -> definitions.getOrDefault(n, "").contains("'"));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
