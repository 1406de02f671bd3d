package dev.rollcall.conformance.demo;

/** What the demonstration is written with. Stateless. */
public enum Ink {
  /** ASCII without colours. */
  PLAIN(false, '#', '-'),
  /** ASCII with colours, for terminals of other character sets than UTF-8. */
  COLOURED(true, '#', '-'),
  /** Colours and blocks. */
  FINE(true, '\u2588', '\u2591');

  private final boolean coloured;
  private final char full;
  private final char empty;

  Ink(boolean coloured, char full, char empty) {
    this.coloured = coloured;
    this.full = full;
    this.empty = empty;
  }

  String paint(Tone tone, String text) {
    return coloured && !text.isBlank() ? "\u001b[" + tone.code() + "m" + text + "\u001b[0m" : text;
  }

  /** A bar of this many parts, some of them full. */
  String bar(int parts, int filled) {
    return String.valueOf(full).repeat(filled) + String.valueOf(empty).repeat(parts - filled);
  }
}
