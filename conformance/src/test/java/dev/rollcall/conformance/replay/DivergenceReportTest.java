package dev.rollcall.conformance.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.replay.ReplayResult.Details;
import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.trace.ItfReader;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DivergenceReportTest {

  private static DivergenceReport report(ToyLock.Fault fault, Trace trace, String command) {
    Replayer replayer = new Replayer(ToyLock.factory(fault));
    var diverged = (Diverged) replayer.replay(trace.stream("t"), new ActionCoverage());
    var failure = new PrefixShrinker(replayer, 100).shrink(trace, diverged);
    return new DivergenceReport("traces/lock.itf.json", diverged.step(), failure, command);
  }

  @Test
  void a_report_shows_the_way_there_and_what_differs() {
    String text =
        report(ToyLock.Fault.UNFAIR, ToyLock.handOver(), "scripts/replay traces/lock.itf.json")
            .text();
    assertThat(text).isEqualTo(
        """
        DIVERGED  at step 3, Grant: production reaches another state than the spec

          trace   traces/lock.itf.json
          spec    Lock, model MCLock, seed 42
          prefix  3 steps

           step  action          what changes in the spec
              0  Init            holder = none
                                 queue = <<>>
                                 grants = (alice :> 0 @@ bob :> 0 @@ carol :> 0)
              1  Ask(c = alice)  queue: <<>> -> <<alice>>
              2  Ask(c = bob)    queue: <<alice>> -> <<alice, bob>>
        >>    3  Grant           holder: none -> alice
                                 queue: <<alice, bob>> -> <<bob>>
                                 grants[alice]: 0 -> 1

        After this step     spec    production
          holder            alice   bob
          queue[1]          bob     alice
          grants[alice]     1       0
          grants[bob]       0       1

        To see it again:

          scripts/replay traces/lock.itf.json
        """);
  }

  @Test
  void values_too_wide_for_a_table_stand_below_each_other() {
    Value longText = Value.of("word ".repeat(40).strip());
    var difference = VariableDifference.of("v", longText, Value.of("short"));
    var details = new Details("", List.of(difference), List.of(), Optional.empty());
    Trace trace = ToyLock.trace("Ask bob");
    var diverged = new Diverged(1, Kind.STATE_DIFFERS, trace.states().get(1), details);
    var failure = new PrefixShrinker.Failure(trace, diverged);
    assertThat(new DivergenceReport("t", 9, failure, "").text())
        .contains("  prefix  1 step; the trace takes 9 to get there")
        .contains("\n  v\n    spec        word word")
        .contains("\n                  word")
        .contains("\n    production  short\n");
  }

  @Test
  void a_report_of_a_refusal_gives_the_reason() {
    assertThat(report(ToyLock.Fault.NARROW, ToyLock.handOver(), "").text())
        .contains("at step 2, Ask(c = bob): the spec takes this step, production refuses it")
        .contains("  bob cannot wait: the queue already holds [alice]")
        .doesNotContain("To see it again");
  }

  @Test
  void a_report_of_a_broken_property_explains_it() {
    assertThat(report(ToyLock.Fault.SHARED, ToyLock.handOver(), "").text())
        .contains("  MutualExclusion: [alice, bob] each believe to hold it");
  }

  private static Trace many() {
    List<String> steps = new ArrayList<>(List.of("Ask carol", "Grant", "Release"));
    for (int i = 0; i < 30; i++) {
      steps.addAll(List.of("Ask bob", "Grant", "Release"));
    }
    steps.addAll(List.of("Ask alice", "Ask bob", "Grant"));
    return ToyLock.trace(steps.toArray(new String[0]));
  }

  @Test
  void a_report_of_an_exception_shows_stack_and_cause() {
    assertThat(report(ToyLock.Fault.WORN_OUT, many(), "").text())
        .contains("  java.lang.IllegalStateException: the lock is worn out\n    at dev.rollcall")
        .contains("  caused by java.lang.RuntimeException: rust\n");
  }

  @Test
  void a_long_prefix_is_shown_without_its_middle() {
    assertThat(report(ToyLock.Fault.UNFAIR, many(), "").text())
        .contains("62 steps not shown")
        .contains("\n      4  Ask(c = bob)")
        .doesNotContain("\n      5  ")
        .doesNotContain("\n     66  ")
        .contains("\n     67  ")
        .contains("\n>>   96  Grant");
  }

  @Test
  void a_report_of_a_forbidden_step_shows_where_it_was_tried_and_what_it_did() {
    Trace trace = ToyLock.withEnabled(ToyLock.handOver());
    assertThat(report(ToyLock.Fault.GREEDY, trace, "").text())
        .isEqualTo(
            """
            DIVERGED  in state 1, trying Ask(c = alice): production did what the spec forbids in this state

              trace   traces/lock.itf.json
              spec    Lock, model MCLock, seed 42
              prefix  1 step

               step  action          what changes in the spec
                  0  Init            holder = none
                                     queue = <<>>
                                     grants = (alice :> 0 @@ bob :> 0 @@ carol :> 0)
                  1  Ask(c = alice)  queue: <<>> -> <<alice>>
            >>  try  Ask(c = alice)  (disabled in the spec)

            After this try     spec        production
              queue            <<alice>>   <<alice, alice>>

            """);
  }

  @Test
  void a_report_of_a_refusal_that_changed_something_tells_seen_from_hidden() {
    Trace trace = ToyLock.withEnabled(ToyLock.handOver());
    String headline = "in state 0, trying Release: production refuses what the spec forbids";
    assertThat(report(ToyLock.Fault.SLOPPY, trace, "").text())
        .contains(headline, "changes something", "  nobody holds the lock\n")
        .containsPattern("grants\\[alice] +0 +1\n");
    assertThat(report(ToyLock.Fault.SECRETIVE, trace, "").text())
        .contains(headline, "After this try every variable of the spec is as before.\n");
  }

  @Test
  void a_report_of_an_exception_instead_of_a_refusal_names_what_was_tried() {
    Trace trace = ToyLock.withEnabled(ToyLock.handOver());
    assertThat(report(ToyLock.Fault.BRITTLE, trace, "").text())
        .contains("in state 0, trying Release: production threw an exception instead of refusing")
        .contains("IllegalStateException: nobody to take it from\n    at dev.rollcall")
        .doesNotContain("every variable");
  }

  @ParameterizedTest
  @EnumSource(value = ToyLock.Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void no_line_is_wider_than_100_columns(ToyLock.Fault fault) {
    boolean worn = fault == ToyLock.Fault.WORN_OUT;
    Trace trace = worn ? many() : ToyLock.withEnabled(ToyLock.handOver());
    assertThat(report(fault, trace, "").text().lines())
        .allMatch(line -> line.length() <= DivergenceReport.WIDTH)
        .noneMatch(line -> line.endsWith(" "));
  }

  @Test
  void long_values_go_on_below_where_they_began() {
    String words = "word ".repeat(30);
    String text = new TextLayout(40).hanging("  spec  ", words).toString();
    assertThat(text.lines()).allMatch(line -> line.length() <= 40);
    assertThat(text.lines().skip(1)).allMatch(line -> line.startsWith("          word"));
    assertThat(TextLayout.wrap("x".repeat(25), 10)).containsExactly(
        "xxxxxxxxxx", "  xxxxxxxx", "  xxxxxxx");
  }

  @Test
  void the_prefix_is_saved_as_a_trace_that_fails_again(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("prefix.itf.json");
    report(ToyLock.Fault.UNFAIR, ToyLock.handOver(), "").writePrefix(file);
    Trace saved = ItfReader.readAll(file);
    assertThat(saved.steps()).isEqualTo(3);
    assertThat(saved.header().notes()).containsEntry("found-in", "traces/lock.itf.json");
    Replayer replayer = new Replayer(ToyLock.factory(ToyLock.Fault.UNFAIR));
    assertThat(replayer.replay(saved.stream("t"), new ActionCoverage()))
        .isInstanceOf(Diverged.class);
  }
}
