package dev.rollcall.conformance.cli;

import java.io.Console;
import java.lang.reflect.Method;
import java.util.Optional;

/** The person at the terminal, if there is one. */
interface Operator {
  /** Whoever started this process. */
  Operator REAL = new Operator() {
    @Override
    public boolean isThere() {
      return terminal().isPresent() && System.getenv("CI") == null;
    }

    @Override
    public Optional<String> answer(String question) {
      return terminal().map(console -> console.readLine("%s", question));
    }
  };

  /** The terminal, unless input or output is redirected: from Java 22 on there is a console then, too. */
  @SuppressWarnings("SystemConsoleNull") // Asks isTerminal, where there is one.
  static Optional<Console> terminal() {
    Optional<Console> console = Optional.ofNullable(System.console());
    try {
      Method isTerminal = Console.class.getMethod("isTerminal");
      return console.isPresent() && (boolean) isTerminal.invoke(console.get()) ? console : Optional.empty();
    } catch (NoSuchMethodException e) {
      return console;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot ask whether there is a terminal", e);
    }
  }

  /** Whether somebody reads what is printed as it is printed, on a terminal that can be drawn over. */
  boolean isThere();

  /** What the person answers; empty if nobody does. */
  Optional<String> answer(String question);

  /**
   * Whether the person agrees to a removal; if not, says that nothing was changed.
   *
   * @param these what is to be removed
   * @param general the same where nobody is there to be asked
   * @throws BadInputException if nobody is
   */
  default boolean agreesToRemove(String these, String general) {
    String answer = answer("Remove " + these + "? Answer 'yes' or anything else: ")
        .orElseThrow(() -> new BadInputException("whether to remove " + general + " has to be decided by somebody, and "
            + "nobody is at a terminal; nothing was changed. Read the lines above, and if that is what you want, give "
            + "--yes"));
    boolean agreed = answer.strip().equalsIgnoreCase("yes");
    if (!agreed) {
      System.out.println("Nothing was changed.");
    }
    return agreed;
  }
}
