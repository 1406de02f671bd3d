package dev.rollcall.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.tlc.ActionCoverage;
import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.ProgressListener;
import dev.rollcall.conformance.tlc.RunStats;
import dev.rollcall.conformance.tlc.TlcRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckTest {
  @TempDir private Path temp;
  private DoorSpec door;

  @BeforeEach
  void copyTheSpec() {
    door = DoorSpec.in(temp);
  }

  private ModelCheck.Verdict check() {
    return ModelCheck.run(door.directory(), door.small(), progress -> {});
  }

  private Manifest.Model model(int workers, int depth, boolean liveness) {
    return new Manifest.Model("M", "door", "Door", "Small.cfg", ModelSet.QUICK, workers, 21, 24, depth, false, liveness, false, false, "");
  }

  private static CheckResult passed(ActionCoverage... coverage) {
    return new CheckResult(new Outcome.Passed(), new RunStats(25, 24, 21, 1, 9, 0.1), List.of(coverage), "");
  }

  private ModelCheck.Verdict verdict(boolean liveness, ActionCoverage... coverage) {
    return ModelCheck.compare(door.directory(), model(1, 9, liveness), passed(coverage));
  }

  @Test
  void aModelWithThePinnedNumbersPasses() {
    ModelCheck.Verdict verdict = check();
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.properties()).containsExactly("MutualExclusion", "UsesAreLimited", "UsesNeverFall");
    assertThat(ModelCheck.taken(List.of(verdict))).isEqualTo(Map.of("Acquire", 12L, "Release", 12L));
  }

  @Test
  void numbersOtherThanThePinnedOnesAreShownBesideThem() {
    door.replacing("models.json", "\"distinct\": 21, \"transitions\": 24, \"depth\": 9",
        "\"distinct\": 20, \"transitions\": 30, \"depth\": 8");
    ModelCheck.Verdict verdict = check();
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.problems()).hasSize(3).allSatisfy(p -> assertThat(p).contains("pin the new number by hand"));
    assertThat(verdict.problems().get(0)).startsWith("distinct states: found 21, the manifest says 20.");
    assertThat(verdict.problems().get(1)).startsWith("transitions: found 24, the manifest says 30.");
    assertThat(verdict.problems().get(2)).startsWith("depth: found 9, the manifest says 8.");
  }

  @Test
  void theDepthIsComparedOnlyWhereItIsExact() {
    assertThat(ModelCheck.compare(door.directory(), model(1, 0, false), passed()).problems())
        .singleElement().asString().startsWith("depth: found 9, the manifest says 0");
    assertThat(ModelCheck.compare(door.directory(), model(2, 0, false), passed()).problems()).isEmpty();
  }

  @Test
  void aViolatedPropertyIsNamedAndNoNumbersAreCompared() {
    door.replacing("Door.tla", "  /\\ holder = {}\n  /\\ uses[c] < MaxUses", "  /\\ uses[c] < MaxUses");
    ModelCheck.Verdict verdict = check();
    assertThat(verdict.problems()).containsExactly("MutualExclusion is violated after 2 steps");
    assertThat(verdict.isSpecError()).isFalse();
  }

  @Test
  void aSpecThatDoesNotParseIsAnErrorOfTheSpecWithItsPlace() {
    door.replacing("Door.tla", "/\\ UNCHANGED uses", "/\\ UNCHANGED usse");
    ModelCheck.Verdict verdict = check();
    assertThat(verdict.isSpecError()).isTrue();
    assertThat(verdict.problems()).singleElement().asString().startsWith("Door.tla, line 25: ").contains("usse");
  }

  @Test
  void anAssumptionThatIsFalseIsNotSaidToFailAfterSomeSteps() {
    door.replacing("Door.tla", "Init ==", "ASSUME Small == MaxUses < 2\nInit ==");
    assertThat(check().problems()).singleElement().asString().contains("Door", "is false").doesNotContain("-1 steps");
  }

  @Test
  void aStepWithoutANameOfItsOwnIsAProblem() {
    door.replacing("Door.tla", "Acquire(c) \\/ Release(c)",
        "Acquire(c) \\/ (c \\in holder /\\ holder' = {} /\\ UNCHANGED uses)");
    assertThat(check().problems()).singleElement().asString().contains("has no name of its own");
  }

  @Test
  void anActionMustFireInOneOfTheModels() {
    ModelCheck.Verdict one = verdict(false, row("Acquire", 3), row("Release", 0), row("Steal", 0));
    ModelCheck.Verdict other = verdict(false, row("Acquire", 0), row("Release", 4), row("Steal", 0));
    assertThat(ModelCheck.neverTaken(List.of(one, other))).containsExactly("Steal");
    assertThat(ModelCheck.neverTaken(List.of(one))).containsExactly("Release", "Steal");
    assertThat(ModelCheck.taken(List.of(one, other))).isEqualTo(Map.of("Acquire", 3L, "Release", 4L, "Steal", 0L));
  }

  @Test
  void modelsOfLivenessDoNotCountInTheCoverage() {
    ModelCheck.Verdict safety = verdict(false, row("Acquire", 3));
    ModelCheck.Verdict liveness = verdict(true, row("Acquire", 5), row("FairNext", 0));
    assertThat(ModelCheck.taken(List.of(safety, liveness))).isEqualTo(Map.of("Acquire", 3L));
    assertThat(ModelCheck.neverTaken(List.of(safety, liveness))).isEmpty();
  }

  @Test
  void anOutcomeIsDescribedWithWhatIsKnownOfItsPlace() {
    assertThat(ModelCheck.describe(new Outcome.SpecError("broken", Optional.of("A.tla"), 0, 0, List.of())))
        .isEqualTo("A.tla: broken");
    assertThat(ModelCheck.describe(new Outcome.SpecError("broken", Optional.empty(), 0, 0, List.of())))
        .isEqualTo("broken");
    assertThat(ModelCheck.describe(new Outcome.TimedOut())).contains("time limit");
    assertThat(ModelCheck.describe(new Outcome.Cancelled())).contains("far more states");
  }

  @Test
  void aRunBeyondItsLimitIsCancelledAndStillShowsItsProgress() {
    List<Long> shown = new ArrayList<>();
    TlcRun run = TlcRun.of(Path.of("tla"), "Any", Path.of("Any.cfg")).withProgress(p -> shown.add(p.distinct()));
    TlcRun limited = StateLimit.on(run, 100);
    limited.progress().onProgress(new ProgressListener.Progress(200, 100, 5, 3, 1));
    assertThat(limited.cancelled().getAsBoolean()).isFalse();
    limited.progress().onProgress(new ProgressListener.Progress(300, 101, 5, 3, 2));
    assertThat(limited.cancelled().getAsBoolean()).isTrue();
    assertThat(shown).containsExactly(100L, 101L);
  }

  private static ActionCoverage row(String action, long taken) {
    return new ActionCoverage(action, taken, 0, false);
  }
}
