package dev.rollcall.conformance.dump;

import java.util.Optional;

/**
 * A line of a dump that stands for a state or for an edge.
 *
 * @param id of the state, or of the edge's source: TLC's fingerprint
 * @param target of the edge; empty for a state
 * @param label as it stands in the file, with its escapes; empty if there is none
 * @param isFilled whether the state is drawn as initial ones are
 */
record DotLine(long id, Optional<Long> target, Optional<String> label, boolean isFilled) {
  private static final String ARROW = " -> ";
  private static final String LABEL = " [label=\"";
  private static final String FILLED = ",style = filled]";

  /**
   * @throws IllegalArgumentException if it is neither
   */
  static DotLine of(String text) {
    int end = endOfId(text, 0);
    long id = id(text, 0, end);
    if (!text.startsWith(ARROW, end)) {
      return new DotLine(id, Optional.empty(), label(text, end), text.endsWith(FILLED));
    }
    int start = end + ARROW.length();
    end = endOfId(text, start);
    return new DotLine(id, Optional.of(id(text, start, end)), label(text, end), false);
  }

  private static int endOfId(String text, int start) {
    int end = start;
    while (end < text.length() && (text.charAt(end) == '-' || Character.isDigit(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  private static long id(String text, int start, int end) {
    try {
      return Long.parseLong(text, start, end, 10);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a state or an edge", e);
    }
  }

  private static Optional<String> label(String text, int at) {
    if (!text.startsWith(LABEL, at)) {
      return Optional.empty();
    }
    int start = at + LABEL.length();
    int end = start;
    while (end < text.length() && text.charAt(end) != '"') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length()) {
      throw new IllegalArgumentException("the label does not end");
    }
    return Optional.of(text.substring(start, end));
  }
}
