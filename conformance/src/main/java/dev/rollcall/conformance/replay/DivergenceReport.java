package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.replay.ReplayResult.Details;
import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.trace.ItfWriter;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A divergence for people: what the spec did, where production left it, and how to see it again. At
 * most {@value #WIDTH} columns of plain text. Immutable.
 *
 * @param traceName the trace that was replayed
 * @param foundAt the step at which that trace diverged
 * @param failure the failing prefix, perhaps shortened
 * @param command what to run to see the divergence again; empty leaves it out
 */
public record DivergenceReport(
    String traceName, int foundAt, PrefixShrinker.Failure failure, String command) {

  /** Columns that no line exceeds, a long command excepted: it must stay fit to paste. */
  public static final int WIDTH = 100;

  private static final int FRAMES = 8;

  /** The whole report, ending with a newline. */
  public String text() {
    TextLayout out = new TextLayout(WIDTH);
    Diverged diverged = failure.diverged();
    out.hanging("DIVERGED  ", headline(diverged)).blank();
    writeOrigin(out);
    out.blank();
    new Timeline(failure.trace(), diverged.tried(), diverged.kind()).write(out);
    out.blank();
    writeDetails(out, diverged);
    if (!command.isEmpty()) {
      out.line("To see it again:").blank().line("  " + command);
    }
    return out.toString();
  }

  /**
   * Writes the failing prefix as a trace of its own, laid out for people.
   *
   * @throws IOException if writing fails
   */
  public void writePrefix(Path file) throws IOException {
    Trace trace = failure.trace();
    TraceHeader header =
        trace.header()
            .withNote("divergence", headline(failure.diverged()))
            .withNote("found-in", traceName);
    ItfWriter.write(new Trace(header, trace.states()), file, ItfWriter.Layout.READABLE);
  }

  private static String headline(Diverged diverged) {
    if (diverged.tried().isPresent()) {
      return headline(diverged, diverged.tried().get().step());
    }
    String where = "at step " + diverged.step() + ", " + diverged.expected().step() + ": ";
    return where
        + switch (diverged.kind()) {
          case REFUSED -> "the spec takes this step, production refuses it";
          case CRASHED -> "production threw an exception";
          case STATE_DIFFERS -> "production reaches another state than the spec";
          case INVARIANT_VIOLATED -> "production breaks a property of the spec";
          case HIDDEN_STATE_DIFFERS ->
              "production reaches the spec's state, but remembers something else than on another way to it";
          case PERFORMED_THOUGH_DISABLED, CHANGED_THOUGH_REFUSED, NOT_ONE_EXECUTION, TORN ->
              throw new IllegalStateException(diverged.kind() + " without the step that was tried");
        };
  }

  private static String headline(Diverged diverged, String tried) {
    String where = "in state " + diverged.step() + ", trying " + tried + ": ";
    return where
        + switch (diverged.kind()) {
          case PERFORMED_THOUGH_DISABLED -> "production did what the spec forbids in this state";
          case CHANGED_THOUGH_REFUSED ->
              "production refuses what the spec forbids in this state, but changes something";
          case CRASHED -> "production threw an exception instead of refusing what the spec forbids";
          case NOT_ONE_EXECUTION ->
              "after an unknown outcome, production does not end where one execution leads";
          case TORN -> "the step failed under way, but did not leave production as it was";
          case REFUSED, STATE_DIFFERS, INVARIANT_VIOLATED, HIDDEN_STATE_DIFFERS ->
              throw new IllegalStateException(diverged.kind() + " of a step the spec disables");
        };
  }

  private void writeOrigin(TextLayout out) {
    TraceHeader header = failure.trace().header();
    out.hanging("  trace   ", traceName);
    List<String> spec = new ArrayList<>(List.of(header.module()));
    spec.add(header.model().isEmpty() ? "" : "model " + header.model());
    spec.add(header.seed().isEmpty() ? "" : "seed " + header.seed());
    spec.removeIf(String::isEmpty);
    if (!spec.isEmpty()) {
      out.hanging("  spec    ", String.join(", ", spec));
    }
    int steps = failure.diverged().step();
    String cut = foundAt == steps ? "" : "; the trace takes " + foundAt + " to get there";
    out.hanging("  prefix  ", steps + (steps == 1 ? " step" : " steps") + cut);
  }

  private static void writeDetails(TextLayout out, Diverged diverged) {
    Details details = diverged.details();
    String after = diverged.tried().isPresent() ? "After this try" : "After this step";
    if (!details.reason().isEmpty()) {
      out.line("Production refuses because:").blank();
      out.hanging("  ", details.reason()).blank();
    }
    if (!details.differences().isEmpty()) {
      writeDifferences(out, after, details);
    } else if (diverged.tried().isPresent() && details.crash().isEmpty()) {
      out.line(after + " every variable of the spec is as before.").blank();
    }
    if (!details.violations().isEmpty()) {
      out.line("Broken in production " + after.toLowerCase(Locale.ROOT) + ":").blank();
      for (InvariantViolation violation : details.violations()) {
        out.hanging("  " + violation.name() + ": ", violation.explanation());
      }
      out.blank();
    }
    details.crash().ifPresent(crash -> writeCrash(out, crash));
    if (!details.note().isEmpty()) {
      details.note().lines().forEach(line -> out.hanging("", line));
      out.blank();
    }
  }

  /** A table if it fits, else one value below the other. */
  private static void writeDifferences(TextLayout out, String after, Details details) {
    List<Difference> parts =
        details.differences().stream().flatMap(variable -> variable.parts().stream()).toList();
    int paths = widest(parts, Difference::path, after);
    int left = widest(parts, Difference::left, "spec");
    int right = widest(parts, Difference::right, "production");
    if (paths + left + right + 8 <= WIDTH) {
      String row = "%-" + (paths + 2) + "s   %-" + left + "s   %s";
      out.line(row.formatted(after, "spec", "production"));
      for (Difference part : parts) {
        out.line(row.formatted("  " + part.path(), part.left(), part.right()));
      }
    } else {
      out.line(after + ":");
      for (Difference part : parts) {
        out.blank().hanging("  ", part.path());
        out.hanging("    spec        ", part.left());
        out.hanging("    production  ", part.right());
      }
    }
    out.blank();
  }

  private static int widest(
      List<Difference> parts, Function<Difference, String> column, String heading) {
    return Stream.concat(Stream.of(heading), parts.stream().map(column))
        .mapToInt(String::length)
        .max()
        .orElseThrow();
  }

  private static void writeCrash(TextLayout out, Throwable crash) {
    out.line("Production threw:").blank();
    String lead = "  ";
    for (Throwable cause = crash; cause != null; cause = cause.getCause()) {
      out.hanging(lead, cause.toString());
      StackTraceElement[] frames = cause.getStackTrace();
      Arrays.stream(frames).limit(FRAMES).forEach(frame -> out.hanging("    at ", frame.toString()));
      if (frames.length > FRAMES) {
        out.line("    ... " + (frames.length - FRAMES) + " more");
      }
      lead = "  caused by ";
      if (cause.getCause() == crash) {
        break;
      }
    }
    out.blank();
  }
}
