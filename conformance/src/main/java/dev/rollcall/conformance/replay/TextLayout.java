package dev.rollcall.conformance.replay;

import java.util.ArrayList;
import java.util.List;

/** Plain text within a fixed width. Not thread-safe. */
final class TextLayout {
  private final int width;
  private final StringBuilder text = new StringBuilder();

  TextLayout(int width) {
    this.width = width;
  }

  /** One line that is known to fit. */
  TextLayout line(String line) {
    text.append(line.stripTrailing()).append('\n');
    return this;
  }

  TextLayout blank() {
    return line("");
  }

  /** Text after a lead; what does not fit goes on below, where it began. */
  TextLayout hanging(String lead, String body) {
    return row(lead, lead.length(), List.of(body));
  }

  /** A lead, then paragraphs below each other in the column that begins at {@code indent}. */
  TextLayout row(String lead, int indent, List<String> paragraphs) {
    String start = lead.length() <= indent ? lead : "";
    if (start.isEmpty()) {
      line(lead);
    }
    for (String paragraph : paragraphs) {
      for (String part : wrap(paragraph, width - indent)) {
        line(start + " ".repeat(indent - start.length()) + part);
        start = "";
      }
    }
    return this;
  }

  /** Breaks at spaces where possible, within words where not. */
  static List<String> wrap(String paragraph, int width) {
    List<String> lines = new ArrayList<>();
    for (String rest : paragraph.lines().toList()) {
      String indent = "";
      while (indent.length() + rest.length() > width) {
        int room = width - indent.length();
        int space = rest.lastIndexOf(' ', room);
        int cut = space > room / 2 ? space : room;
        lines.add(indent + rest.substring(0, cut));
        rest = rest.substring(cut).stripLeading();
        indent = "  ";
      }
      lines.add(indent + rest);
    }
    return lines.isEmpty() ? List.of("") : lines;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
