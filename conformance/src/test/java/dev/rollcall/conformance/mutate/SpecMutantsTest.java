package dev.rollcall.conformance.mutate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.model.BadManifestException;
import dev.rollcall.conformance.model.DoorSpec;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelSet;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecMutantsTest {
  @TempDir private Path temp;
  private DoorSpec door;

  @BeforeEach
  void copyTheSpec() {
    door = DoorSpec.in(temp);
  }

  private SpecMutants.Verdict run(String name, String violates) {
    return new SpecMutants(door.directory(), temp.resolve("work"))
        .run(new Manifest.Mutant(name, "Door", "Small.cfg", ModelSet.QUICK, violates));
  }

  @Test
  void aDroppedGuardIsRefutedByItsProperty() {
    SpecMutants.Verdict verdict = run("Acquire.free", "MutualExclusion");
    assertThat(verdict.killed()).isTrue();
    assertThat(verdict.what()).isEqualTo("A client enters though another is inside.");
    assertThat(verdict.finding()).isEqualTo("TLC refuted MutualExclusion in 3 states");
    assertThat(temp.resolve("work/Acquire.free/Door.tla")).content().doesNotContain("  /\\ holder = {}\n  /\\ uses[c]");
  }

  @Test
  void aPropertyOfStepsRefutesTooAndIsAskedAsOne() {
    door.with("mutants/Acquire.uses.mutant", "What: It counts down.", "In: Acquire",
        "Replace: /\\ uses' = [uses EXCEPT ![c] = @ + 1]", "With: /\\ uses' = [uses EXCEPT ![c] = 1 - @]");
    assertThat(run("Acquire.uses", "UsesNeverFall").killed()).isTrue();
  }

  @Test
  void onlyTheNamedPropertyIsAskedSoAnotherCannotRefuteInItsPlace() {
    SpecMutants.Verdict verdict = run("Acquire.free", "UsesAreLimited");
    assertThat(verdict.killed()).isFalse();
    assertThat(verdict.finding()).startsWith("survived: TLC found nothing wrong in ").contains("vacuous");
  }

  @Test
  void aMutantThatDoesNotParseIsNotKilled() {
    door.with("mutants/Acquire.typo.mutant", "What: w", "In: Acquire", "Replace: /\\ holder = {}", "With: /\\ hodler");
    SpecMutants.Verdict verdict = run("Acquire.typo", "MutualExclusion");
    assertThat(verdict.killed()).isFalse();
    assertThat(verdict.finding()).startsWith("TLC could not check it: ").contains("hodler");
  }

  @Test
  void aPropertyThatTheConfigurationDoesNotCheckIsRejected() {
    assertThatThrownBy(() -> run("Acquire.free", "EachWasInside")).isInstanceOf(BadManifestException.class)
        .hasMessageContainingAll(door.file("models.json").toString(), "Acquire.free",
            "Small.cfg does not check EachWasInside", "[MutualExclusion, UsesAreLimited, UsesNeverFall]");
  }

  @Test
  void aDefinitionThatNoModuleHasIsRejected() {
    door.with("mutants/Steal.free.mutant", "What: w", "In: Steal", "Drop: x");
    assertThatThrownBy(() -> run("Steal.free", "MutualExclusion")).isInstanceOf(BadManifestException.class)
        .hasMessageContainingAll("Steal.free.mutant", "no module that Door is made of defines Steal");
  }
}
