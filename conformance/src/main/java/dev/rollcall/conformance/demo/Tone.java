package dev.rollcall.conformance.demo;

/** How something is meant, and so how a terminal shows it. */
enum Tone {
  GOOD("32"),
  PROUD("1;32"),
  DOUBTFUL("33"),
  BAD("1;31"),
  TROUBLE("35"),
  TALE("1;36"),
  QUIET("2"),
  HEAD("1");

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  /** As ANSI's "select graphic rendition" wants it. */
  String code() {
    return code;
  }
}
