package dev.rollcall.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir private Path temp;
  private DoorSpec door;

  @BeforeEach
  void copyTheSpec() {
    door = DoorSpec.in(temp);
  }

  private void isRejected(String... parts) {
    assertThatThrownBy(() -> door.manifest()).isInstanceOf(BadManifestException.class)
        .hasMessageStartingWith(door.file("models.json").toString()).hasMessageContainingAll(parts);
  }

  @Test
  void aManifestThatFitsItsFilesIsRead() {
    Manifest manifest = door.manifest();
    assertThat(manifest.model("Small")).contains(
        new Manifest.Model(
            "Small", "door", "Door", "Small.cfg", ModelSet.QUICK, 1, 21, 24, 9, true, false, true, true, "2 clients"));
    assertThat(manifest.systems()).containsExactly("door");
    assertThat(manifest.model("Large")).isEmpty();
    assertThat(manifest.walks()).extracting(Manifest.Walk::length).containsExactly(6);
    assertThat(manifest.witnesses()).extracting(Manifest.Witness::kind)
        .containsExactly(Manifest.Kind.state, Manifest.Kind.step);
    assertThat(manifest.mutants()).extracting(Manifest.Mutant::action).containsOnly("Acquire");
    assertThat(manifest.mutants()).extracting(Manifest.Mutant::guard).containsExactly("free", "limit");
  }

  @Test
  void aSetHoldsTheSetsBeforeItAndNotThoseAfterIt() {
    door.replacing("models.json", "\"set\": \"quick\", \"violates\": \"Mutual", "\"set\": \"standard\", \"violates\": \"Mutual")
        .replacing("models.json", "\"set\": \"quick\", \"count\"", "\"set\": \"full\", \"count\"");
    Manifest manifest = door.manifest();
    assertThat(manifest.mutantsOf(ModelSet.QUICK)).extracting(Manifest.Mutant::name).containsExactly("Acquire.limit");
    assertThat(manifest.mutantsOf(ModelSet.FULL)).hasSize(2);
    assertThat(manifest.walksOf(ModelSet.STANDARD)).isEmpty();
    assertThat(manifest.walksOf(ModelSet.FULL)).hasSize(1);
    assertThat(manifest.modelsOf(ModelSet.QUICK)).hasSize(1);
  }

  @Test
  void withoutAManifestItSaysWhichOptionGivesTheDirectory() {
    door.without("models.json");
    isRejected("no such file", "--spec");
  }

  @Test
  void brokenJsonIsReportedWithItsLine() {
    door.replacing("models.json", "\"walks\": [", "\"walks\": [,");
    isRejected("line 5: ");
  }

  @Test
  void anUnknownFieldIsReportedWithItsLine() {
    door.replacing("models.json", "\"workers\": 1", "\"workers\": 1, \"wrokers\": 1");
    isRejected("line 3: ", "wrokers");
  }

  @Test
  void aMissingFieldIsReported() {
    door.replacing("models.json", "\"distinct\": 21, ", "");
    isRejected("distinct");
  }

  @Test
  void anUnknownSetIsReported() {
    door.replacing("models.json", "\"set\": \"quick\", \"workers\"", "\"set\": \"tiny\", \"workers\"");
    isRejected("line 3: ", "tiny");
  }

  @Test
  void oneNameForTwoEntriesIsRejectedAcrossKinds() {
    door.replacing("models.json", "\"name\": \"Wander\"", "\"name\": \"Small\"");
    isRejected("two entries are named Small");
  }

  @Test
  void aModuleThatIsNotThereIsNamed() {
    door.replacing("models.json", "\"module\": \"Door\", \"cfg\": \"Small.cfg\", \"set\": \"quick\", \"workers\"",
        "\"module\": \"Gate\", \"cfg\": \"Small.cfg\", \"set\": \"quick\", \"workers\"");
    isRejected("Small needs Gate.tla, which is not there");
  }

  @Test
  void aConfigurationThatIsNotThereIsNamed() {
    door.replacing("models.json", "\"cfg\": \"Small.cfg\", \"set\": \"quick\", \"count\"",
        "\"cfg\": \"Large.cfg\", \"set\": \"quick\", \"count\"");
    isRejected("Wander needs Large.cfg, which is not there");
  }

  @Test
  void aConfigurationThatIsNotListedIsNamedWhereverItIs() {
    door.with("mutants/Forgotten.cfg", "SPECIFICATION Spec");
    isRejected("Forgotten.cfg", "list it or delete it");
  }

  @Test
  void aMutantThatIsNotListedIsNamed() {
    door.with("mutants/Release.holder.mutant", "What: x");
    isRejected("does not list [Release.holder.mutant]", "or delete them");
  }

  @Test
  void aListedMutantWithoutAFileIsNamed() {
    door.without("mutants/Acquire.free.mutant");
    isRejected("lists a mutant without a file: mutants/Acquire.free.mutant");
  }

  @Test
  void aMutantNotNamedForAnActionAndAGuardIsRejected() {
    door.replacing("models.json", "Acquire.free", "AcquireFree")
        .with("mutants/AcquireFree.mutant", "What: x").without("mutants/Acquire.free.mutant");
    isRejected("AcquireFree", "Action.guard");
  }
}
