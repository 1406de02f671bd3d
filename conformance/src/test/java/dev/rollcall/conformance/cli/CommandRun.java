package dev.rollcall.conformance.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * What a command did, run in this process.
 *
 * @param exit its exit code
 * @param out what it printed
 * @param err what it printed to the error output
 */
record CommandRun(int exit, String out, String err) {

  static CommandRun of(String... arguments) {
    return of(Outside.REAL, arguments);
  }

  /** The same on stores opened in this way. */
  static CommandRun of(StoreOpener stores, String... arguments) {
    return of(Outside.REAL.with(stores), arguments);
  }

  /** The same with another world around real clusters. */
  static CommandRun of(Outside outside, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    int exit;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      CommandLine commandLine = Rollcall.commandLine(outside);
      commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
      commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
      exit = commandLine.execute(arguments);
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
    return new CommandRun(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
