package dev.rollcall.conformance.cli;

import java.io.Console;
import java.util.Optional;

/** The person at the terminal, if there is one. */
interface Operator {
  /** Whoever started this process. */
  Operator REAL = new Operator() {
    @Override
    public boolean isThere() {
      return System.console() != null && System.getenv("CI") == null;
    }

    @Override
    public Optional<String> answer(String question) {
      Console console = System.console();
      return console == null ? Optional.empty() : Optional.ofNullable(console.readLine("%s", question));
    }
  };

  /** Whether somebody reads what is printed as it is printed, on a terminal that can be drawn over. */
  boolean isThere();

  /** What the person answers; empty if nobody does. */
  Optional<String> answer(String question);
}
