package dev.rollcall.conformance.trace;

/** TLA+ text and the place that was read to. Blanks between tokens do not count. Not thread-safe. */
final class TlaInput {
  private final String text;
  private int at;

  TlaInput(String text) {
    this.text = text;
  }

  /** Goes to the next token. */
  int place() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The first character of the next token, or 0 at the end. */
  char peek() {
    return place() < text.length() ? text.charAt(at) : 0;
  }

  boolean accept(String token) {
    boolean isNext = text.startsWith(token, place());
    at += isNext ? token.length() : 0;
    return isNext;
  }

  void expect(String token) {
    if (!accept(token)) {
      throw unexpected("\"" + token + "\"");
    }
  }

  void expectEnd() {
    if (place() < text.length()) {
      throw unexpected("the end of the text");
    }
  }

  /** A name, or a number without its sign. */
  String word(String what) {
    int start = place();
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (at == start) {
      throw unexpected(what);
    }
    return text.substring(start, at);
  }

  /** The content of a string, from one quotation mark to the other. */
  String string() {
    int start = place();
    expect("\"");
    StringBuilder content = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char next = text.charAt(at++);
      content.append(next == '\\' && at < text.length() ? unescaped(text.charAt(at++)) : next);
    }
    if (at == text.length()) {
      throw failure(start, "the string does not end");
    }
    at++;
    return content.toString();
  }

  private char unescaped(char escaped) {
    return switch (escaped) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case '"', '\\' -> escaped;
      default -> throw failure(at - 2, "TLA+ has no escape \\" + escaped);
    };
  }

  TlaFormatException unexpected(String expected) {
    String found = place() < text.length() ? "\"" + text.charAt(at) + "\"" : "the end of the text";
    return failure(at, "expected " + expected + ", found " + found);
  }

  TlaFormatException failure(int place, String problem) {
    String before = text.substring(0, place);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return new TlaFormatException(line, place - before.lastIndexOf('\n'), problem);
  }
}
