package dev.rollcall.conformance.tlc;

import dev.rollcall.conformance.tlc.Outcome.SpecError;
import dev.rollcall.conformance.tlc.Outcome.Violated;
import java.nio.file.Path;

/** The small specs of these tests. */
final class Specs {
  static final Path DIRECTORY = Path.of("src/test/resources/tlc");

  private Specs() {}

  static TlcRun run(String module, String config) {
    return TlcRun.of(DIRECTORY, module, DIRECTORY.resolve(config + ".cfg")).withWorkers(1);
  }

  static TlcRun lock(String config) {
    return run("Lock", "Lock" + config);
  }

  static TlcRun counter(String config) {
    return run("Counter", "Counter" + config);
  }

  static Violated violated(CheckResult result) {
    if (result.outcome() instanceof Violated violated) {
      return violated;
    }
    throw new AssertionError("expected a violation: " + result.outcome() + "\n" + result.rawOutput());
  }

  static SpecError error(CheckResult result) {
    if (result.outcome() instanceof SpecError error) {
      return error;
    }
    throw new AssertionError("expected an error: " + result.outcome() + "\n" + result.rawOutput());
  }
}
