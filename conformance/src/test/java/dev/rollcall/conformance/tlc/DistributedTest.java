package dev.rollcall.conformance.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.tlc.Outcome.Kind;
import dev.rollcall.conformance.tlc.Outcome.SpecError;
import dev.rollcall.conformance.tlc.Outcome.Violated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What distributed workers find is what one process finds. */
class DistributedTest {
  private static TlcRun run(String module, String config) {
    return Specs.run(module, module + config);
  }

  private static Map<String, Long> taken(CheckResult result) {
    return result.coverage().stream().collect(Collectors.toMap(ActionCoverage::action, ActionCoverage::taken));
  }

  @ParameterizedTest
  @CsvSource({"Lock, Three", "Lock, Symmetric", "Counter, Constrained", "Fork, Constrained"})
  void states_transitions_and_coverage_are_those_of_one_process(String module, String config) {
    CheckResult alone = Tlc.check(run(module, config));
    CheckResult together = Cluster.check(run(module, config));
    assertThat(together.outcome()).as(together.rawOutput()).isEqualTo(new Outcome.Passed());
    assertThat(together.stats().distinct()).isEqualTo(alone.stats().distinct());
    assertThat(together.stats().transitions()).isEqualTo(alone.stats().transitions());
    assertThat(together.stats().generated()).isEqualTo(alone.stats().generated());
    assertThat(together.stats().initial()).isEqualTo(alone.stats().initial());
    assertThat(taken(together)).isEqualTo(taken(alone));
  }

  @ParameterizedTest
  @CsvSource({
    "Lock, InvariantViolated", "Lock, ActionViolated", "Lock, SymmetricViolated", "Counter, RefinementViolated",
    "Counter, WrongStart", "Counter, Assumption", "Wheel, NeverBack"})
  void a_violation_has_the_name_and_kind_it_has_in_one_process(String module, String config) {
    Violated alone = Specs.violated(Tlc.check(run(module, config)));
    Violated together = Specs.violated(Cluster.check(run(module, config)));
    assertThat(together.property()).isEqualTo(alone.property());
    assertThat(together.kind()).isEqualTo(alone.kind());
    assertThat(together.counterexample().steps().isEmpty()).isEqualTo(alone.counterexample().steps().isEmpty());
  }

  @Test
  void a_counterexample_shows_each_step_with_its_action_and_parameters() {
    List<TraceStep> steps =
        Specs.violated(Cluster.check(Specs.lock("InvariantViolated"))).counterexample().steps();
    assertThat(steps.get(0).action()).isEqualTo(TraceStep.INITIAL);
    assertThat(steps).hasSizeGreaterThanOrEqualTo(4);
    assertThat(steps.subList(1, steps.size())).allSatisfy(step -> {
      assertThat(step.action()).isIn("Acquire", "Release");
      assertThat(step.params()).containsOnlyKeys("c");
    });
  }

  @Test
  void an_action_property_is_checked_on_the_step_that_leads_to_a_known_state() {
    Violated violated = Specs.violated(Cluster.check(Specs.run("Wheel", "WheelNeverBack")));
    assertThat(violated.kind()).isEqualTo(Kind.ACTION_PROPERTY);
    List<TraceStep> steps = violated.counterexample().steps();
    assertThat(steps).hasSize(6);
    assertThat(steps.get(5).variables()).isEqualTo(steps.get(0).variables());
  }

  @Test
  void a_deadlock_is_found_only_when_asked_for() {
    TlcRun run = Specs.counter("Deadlock");
    assertThat(Cluster.check(run).passed()).isTrue();
    assertThat(Specs.violated(Cluster.check(run.withDeadlockCheck(true))).kind()).isEqualTo(Kind.DEADLOCK);
  }

  @Test
  void an_error_of_evaluation_has_the_place_and_the_states_it_has_in_one_process() {
    SpecError alone = Specs.error(Tlc.check(Specs.counter("EvaluationError")));
    SpecError together = Specs.error(Cluster.check(Specs.counter("EvaluationError")));
    assertThat(together.file()).isEqualTo(alone.file());
    assertThat(together.line()).isEqualTo(alone.line());
    assertThat(together.message()).isEqualTo(alone.message());
    assertThat(together.trace()).hasSameSizeAs(alone.trace());
  }

  @ParameterizedTest
  @CsvSource({"Unparsable, InitNext", "LacksModule, InitNext", "Lock, LockMissingConstant"})
  void a_spec_that_cannot_be_loaded_is_told_before_anybody_is_waited_for(String module, String config) {
    Cluster cluster = Cluster.ofProcesses();
    SpecError together = Specs.error(Distributed.check(cluster.of(Specs.run(module, config))));
    SpecError alone = Specs.error(Tlc.check(Specs.run(module, config)));
    assertThat(together.file()).isEqualTo(alone.file());
    assertThat(together.line()).isEqualTo(alone.line());
    assertThat(cluster.joined).isEmpty();
  }

  @Test
  void temporal_properties_are_refused_by_name_before_anybody_is_waited_for() {
    Cluster cluster = Cluster.ofProcesses();
    SpecError error = Specs.error(Distributed.check(cluster.of(Specs.lock("TemporalViolated"))));
    assertThat(error.message()).contains("[EventuallyHeld, HeldForEver]", "without --distributed");
    assertThat(error.file()).contains("LockTemporalViolated.cfg");
    assertThat(cluster.joined).isEmpty();
  }

  @Test
  void workers_get_the_modules_that_the_server_has(@TempDir Path overlay) throws Exception {
    String original = Files.readString(Specs.DIRECTORY.resolve("Lock.tla"));
    Files.writeString(overlay.resolve("Lock.tla"), original.replace("holder = Free /\\ uses[c]", "uses[c]")
        .replace("holder' = {c}", "holder' = holder \\cup {c}"));
    CheckResult result = Cluster.check(Specs.lock("Passes").withOverlay(overlay));
    assertThat(Specs.violated(result).property()).isEqualTo("MutualExclusion");
  }

  @Test
  void a_run_ends_at_its_time_limit() {
    CheckResult result =
        Cluster.check(Specs.run("Endless", "Endless").withTimeLimit(Duration.ofMillis(1500)));
    assertThat(result.outcome()).isEqualTo(new Outcome.TimedOut());
  }

  @Test
  void a_cancelled_run_ends() {
    CheckResult result = Cluster.check(Specs.run("Endless", "Endless").withCancellation(() -> true));
    assertThat(result.outcome()).isEqualTo(new Outcome.Cancelled());
  }
}
