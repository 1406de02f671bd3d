package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.Outcome.SpecError;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.tlc.TraceStep;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds out where a spec is wrong from what TLC says about it. */
final class SpecErrors {
  private static final Pattern RANGE =
      Pattern.compile(
          "line (\\d+), col(?:umn)? (\\d+) to line \\d+, col(?:umn)? \\d+ (?:of|in) (?:module )?(\\w+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern POINT =
      Pattern.compile("line (\\d+), col(?:umn)? (\\d+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_CONFIG =
      Pattern.compile("configuration file at line (\\d+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNPARSED = Pattern.compile("Could not parse module (\\w+)");
  private static final Pattern IMPORTER = Pattern.compile("imported in module (\\w+)");
  private static final Pattern NOISE =
      Pattern.compile("^(Parsing file|Semantic processing of module|Starting|Finished|Computing).*");

  private SpecErrors() {}

  /** An error found before any state was computed. */
  static SpecError whileLoading(TlcRun run, Throwable error, String output) {
    if (error instanceof LoadedSpec.MissingFile missing) {
      return new SpecError(
          missing.getMessage(), Optional.of(missing.file.getFileName().toString()), 0, 0, List.of());
    }
    String said = message(error);
    Matcher inConfig = IN_CONFIG.matcher(said);
    if (inConfig.find()) {
      return new SpecError(
          said, Optional.of(run.configFile().getFileName().toString()),
          Integer.parseInt(inConfig.group(1)), 0, List.of());
    }
    if (!said.contains("arsing") && !said.isBlank()) {
      String file =
          said.contains("configuration file")
              ? run.configFile().getFileName().toString()
              : run.rootModule() + ".tla";
      return located(said, Optional.of(file), List.of());
    }
    String text = (said + "\n" + essence(output)).strip();
    Optional<String> file =
        last(IMPORTER, text).or(() -> last(UNPARSED, text)).map(module -> module + ".tla");
    return located(text, file, List.of());
  }

  /** An error at a state, or while computing one; {@code stack} is TLC's list of nested expressions. */
  static SpecError whileEvaluating(String message, String stack, List<TraceStep> trace) {
    Matcher range = RANGE.matcher(stack);
    SpecError innermost = null;
    while (range.find()) {
      innermost = at(range, message, trace);
    }
    return innermost != null ? innermost : located(message, Optional.empty(), trace);
  }

  static String message(Throwable error) {
    return error.getMessage() == null ? error.toString() : error.getMessage().strip();
  }

  private static SpecError located(
      String message, Optional<String> file, List<TraceStep> trace) {
    Matcher range = RANGE.matcher(message);
    if (range.find()) {
      return at(range, message, trace);
    }
    Matcher point = POINT.matcher(message);
    if (point.find()) {
      return new SpecError(
          message, file, Integer.parseInt(point.group(1)), Integer.parseInt(point.group(2)), trace);
    }
    return new SpecError(message, file, 0, 0, trace);
  }

  private static SpecError at(Matcher range, String message, List<TraceStep> trace) {
    return new SpecError(
        message, Optional.of(range.group(3) + ".tla"), Integer.parseInt(range.group(1)),
        Integer.parseInt(range.group(2)), trace);
  }

  private static Optional<String> last(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).reduce((a, b) -> b);
  }

  /** TLC says everything once for each module it was reading. */
  private static String essence(String output) {
    return output
        .lines()
        .filter(line -> !line.isBlank() && !NOISE.matcher(line).matches())
        .distinct()
        .collect(Collectors.joining("\n"));
  }
}
