package dev.rollcall.conformance.report;

import java.util.List;
import java.util.Map;

/** Verdicts made by hand. */
final class Verdicts {
  private Verdicts() {}

  static Verdict verified() {
    return verdict(true, "", List.of());
  }

  static Verdict failed() {
    return verdict(false, "survived 7 steps",
        List.of("model Large: Safe is violated after 7 steps", "suite 'walks' diverges\n\nstep 3: 100% wrong"));
  }

  private static Verdict verdict(boolean good, String finding, List<String> problems) {
    return new Verdict(good, "quick", 42,
        List.of(new Verdict.ModelRow("Small", "2 nodes", true, true, "", List.of("Safe", "Sound"), 1234, 56789, 9, 1.25),
            new Verdict.ModelRow("Large", "3 nodes", good, true, good ? "" : "Safe", List.of("Safe"), 1_000_000, 2_000_000, 8, 61)),
        good ? List.of() : List.of("Leave"),
        List.of(new Verdict.WitnessRow("Happens", true, 4), new Verdict.WitnessRow("Also", good, 0)),
        List.of(new Verdict.WalkRow("Wander", true, 40, 2400)),
        List.of(new Verdict.ExplorationRow("Small", true, 60000, 4000, 123456, 99999, 1234567, 1250, 17, 0),
            new Verdict.ExplorationRow("Large", good, 2_100_000, 90, 8_000_000, 0, 0, 999_999, 3, good ? 0 : 77)),
        List.of(new Verdict.SuiteRow("witnesses", true, 2, 9, 31, 0.5, ""),
            new Verdict.SuiteRow("walks Wander", good, 12, 99999, 123456, 2, "of five nodes")),
        List.of(new Verdict.NotRun("OtherStore", "asked for by --store")),
        Map.of("Join", 30L, "Leave", good ? 20L : 0L), Map.of("Join", 12L, "Leave", 3L),
        Map.of("Join", Map.of("NO_QUORUM", 1500L)),
        List.of(new Verdict.MutantRow("Join.a", true, "Safe", List.of()), new Verdict.MutantRow("Leave.a", true, "Safe", List.of()),
            new Verdict.MutantRow("Fail.a", true, "Safe", List.of()), new Verdict.MutantRow("Elect.a", true, "Safe", List.of()),
            new Verdict.MutantRow("Elect.b", true, "Sound", List.of())),
        List.of(new Verdict.MutantRow("Join.a", good, finding, good ? List.of("refusals") : List.of())), problems, false, 64.25);
  }
}
