package dev.rollcall.conformance.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.tlc.Outcome.SpecError;
import dev.rollcall.conformance.trace.Value;
import org.junit.jupiter.api.Test;

class SpecErrorTest {
  private static SpecError error(TlcRun run) {
    return Specs.error(Tlc.check(run));
  }

  @Test
  void a_module_that_does_not_parse_is_reported_with_its_place() {
    SpecError error = error(Specs.run("Unparsable", "InitNext"));
    assertThat(error.file()).contains("Unparsable.tla");
    assertThat(error.line()).isEqualTo(5);
    assertThat(error.column()).isEqualTo(16);
  }

  @Test
  void an_undefined_name_is_reported_with_its_place() {
    SpecError error = error(Specs.run("Undefined", "InitNext"));
    assertThat(error.message()).contains("Unknown operator: `y'");
    assertThat(error.file()).contains("Undefined.tla");
    assertThat(error.line()).isEqualTo(5);
  }

  @Test
  void a_missing_module_is_reported_with_the_module_that_needs_it() {
    SpecError error = error(Specs.run("LacksModule", "InitNext"));
    assertThat(error.message()).contains("NoSuchModule");
    assertThat(error.file()).contains("LacksModule.tla");
  }

  @Test
  void a_missing_root_module_or_configuration_is_named() {
    assertThat(error(Specs.run("Nowhere", "InitNext")).message()).contains("Nowhere.tla");
    assertThat(error(Specs.lock("Nowhere")).message()).contains("LockNowhere.cfg");
  }

  @Test
  void errors_of_the_configuration_name_it() {
    SpecError missing = error(Specs.lock("MissingConstant"));
    assertThat(missing.message()).contains("MaxUses");
    assertThat(missing.file()).contains("LockMissingConstant.cfg");
    assertThat(error(Specs.lock("UnknownInvariant")).message()).contains("NoSuchThing");
    SpecError broken = error(Specs.lock("BrokenConfig"));
    assertThat(broken.file()).contains("LockBrokenConfig.cfg");
    assertThat(broken.line()).isEqualTo(2);
  }

  @Test
  void a_constant_of_the_wrong_kind_is_an_error() {
    assertThat(error(Specs.lock("WrongConstant")).message()).contains("integer 7");
  }

  @Test
  void an_evaluation_error_comes_with_its_place_and_the_states_that_lead_to_it() {
    SpecError error = error(Specs.counter("EvaluationError"));
    assertThat(error.message()).contains("out of domain");
    assertThat(error.file()).contains("Counter.tla");
    assertThat(error.line()).isEqualTo(15);
    assertThat(error.trace()).hasSize(3);
    assertThat(error.trace().get(2).variables()).containsEntry("n", Value.of(2));
  }

  @Test
  void temporal_properties_under_symmetry_are_refused() {
    assertThat(error(Specs.lock("TemporalSymmetric")).message()).contains("SYMMETRY");
  }
}
