package dev.rollcall.conformance.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.explore.Door;
import dev.rollcall.conformance.explore.Variant;
import dev.rollcall.conformance.model.BadSpecException;
import dev.rollcall.conformance.model.DoorSpec;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelSet;
import dev.rollcall.conformance.model.Witnesses;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.report.Progress;
import dev.rollcall.conformance.report.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a spec of a few states, and on everything that must make it fail. */
class VerificationTest {
  private static final Implementation.Mutant NO_FREE = mutant("Acquire.free", Door.Flaw.NO_FREE);
  private static final Implementation.Mutant NO_LIMIT = mutant("Acquire.limit", Door.Flaw.NO_LIMIT);
  private static final Implementation.Mutant NO_HOLDER = mutant("Release.holder", Door.Flaw.NO_HOLDER);

  private static final Map<String, String> WITNESSES = new TreeMap<>();

  @TempDir private Path temp;
  private DoorSpec door;

  @BeforeAll
  static void findTheWitnesses(@TempDir Path search) throws IOException {
    DoorSpec spec = DoorSpec.in(search);
    for (Manifest.Witness witness : spec.manifest().witnesses()) {
      Path file = new WitnessFiles(search.resolve("traces"))
          .write(witness, new Witnesses(spec.directory(), search.resolve("work")).find(witness).trace().orElseThrow());
      WITNESSES.put(file.getFileName().toString(), Files.readString(file));
    }
  }

  @BeforeEach
  void commitTheWitnesses() throws IOException {
    door = DoorSpec.in(temp);
    Files.createDirectories(temp.resolve("traces"));
    for (Map.Entry<String, String> witness : WITNESSES.entrySet()) {
      Files.writeString(temp.resolve("traces").resolve(witness.getKey()), witness.getValue());
    }
  }

  /** For tests that are not about the mutants of the spec, each of which takes a run of TLC. */
  private void keepOneSpecMutant() throws IOException {
    String manifest = Files.readString(door.file("models.json"));
    Files.writeString(door.file("models.json"),
        manifest.replaceFirst("(?s)(\\{\"name\": \"Acquire.free\".*?\\}),.*?\\]", "$1]"));
    door.without("mutants/Acquire.limit.mutant");
  }

  private static Implementation.Mutant mutant(String name, Door.Flaw... flaws) {
    Set<Check> checks = Set.of(Check.TRANSITION, Check.REFUSAL);
    return new Implementation.Mutant(new Variant(name, Door.factory(flaws), Set.of("Acquire", "Release"), checks), true);
  }

  private VerifyOptions options(String out, long seed) {
    return new VerifyOptions(door.directory(), temp.resolve("traces"), temp.resolve(out), ModelSet.QUICK, seed, 1);
  }

  private Verdict verify(Implementation implementation) {
    return verify(implementation, options("out", 1));
  }

  private static Verdict verify(Implementation implementation, VerifyOptions options) {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    try {
      Systems systems = new Systems(Map.of("door", implementation));
      return new Verification(options, systems, (stage, jobs) -> new Progress(nowhere, false, stage, jobs)).run();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Verdict verify() {
    return verify(new Implementation(Door.factory(), List.of(NO_FREE, NO_LIMIT, NO_HOLDER)));
  }

  private static void failsOnlyOf(Verdict verdict, String... parts) {
    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.problems()).singleElement().asString().contains(parts);
  }

  /** Half of the spec's entries are another system's: the walk, and one witness of two. */
  private Verdict verifyTwo(Implementation other) throws IOException {
    keepOneSpecMutant();
    door.replacing("models.json", "{\"name\": \"Wander\", \"system\": \"door\"",
        "{\"name\": \"Large\", \"system\": \"gate\"");
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    Implementation implementation = new Implementation(Door.factory(), List.of(NO_FREE));
    Systems both = new Systems(Map.of("door", implementation, "gate", other));
    try {
      return new Verification(options("out", 1), both, (stage, jobs) -> new Progress(nowhere, false, stage, jobs))
          .run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void eachSystemTakesWhatTheManifestSaysIsItsOwn() throws IOException {
    Implementation wrong = new Implementation(Door.factory(Door.Flaw.NO_LIMIT), List.of());
    Verdict verdict = verifyTwo(wrong);
    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.suites()).filteredOn(suite -> !suite.passed()).extracting(Verdict.SuiteRow::name)
        .containsExactly("walks Large");
    assertThat(verdict.explorations()).allMatch(Verdict.ExplorationRow::passed);
  }

  @Test
  void aSystemThatIsNotThereIsRejectedByName() {
    door.replacing("models.json", "{\"name\": \"Wander\", \"system\": \"door\"",
        "{\"name\": \"Wander\", \"system\": \"gate\"");
    assertThatThrownBy(this::verify).isInstanceOf(UnknownSystemException.class)
        .hasMessage("no implementation is named \"gate\"; set \"system\" in the manifest to one of [door]");
  }

  @Test
  void aSpecAndAnImplementationThatAgreeAreVerified() {
    Verdict verdict = verify();
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.verified()).isTrue();
    assertThat(verdict.badInput()).isFalse();
    assertThat(verdict.set()).isEqualTo("quick");
    assertThat(verdict.models()).extracting(Verdict.ModelRow::distinct).containsExactly(21L);
    assertThat(verdict.witnesses()).containsExactly(
        new Verdict.WitnessRow("EachWasInside", true, 4), new Verdict.WitnessRow("SomeoneComesOut", true, 3));
    assertThat(verdict.walks()).containsExactly(new Verdict.WalkRow("Wander", true, 3, 18));
    assertThat(verdict.suites()).extracting(Verdict.SuiteRow::name)
        .containsExactly("witnesses of door", "walks Wander");
    assertThat(verdict.explorations()).containsExactly(
        // Of 104 unknown outcomes, 48 are settled at once and 56 after a step of the other.
        new Verdict.ExplorationRow("Small", true, 24, 0, 60, 104, 72, 21, 1, 0));
    assertThat(verdict.suites()).allMatch(Verdict.SuiteRow::passed).allMatch(suite -> suite.refused() > 0);
    assertThat(verdict.specTaken()).isEqualTo(Map.of("Acquire", 12L, "Release", 12L));
    assertThat(verdict.productionTaken()).containsOnlyKeys("Acquire", "Release");
    assertThat(verdict.refusals()).containsOnlyKeys("Acquire", "Release");
    assertThat(verdict.refusals().get("Acquire")).containsOnlyKeys("OCCUPIED", "TOO_OFTEN");
    assertThat(verdict.specMutants()).containsExactly(
        new Verdict.MutantRow("Acquire.free", true, "MutualExclusion", List.of()),
        new Verdict.MutantRow("Acquire.limit", true, "UsesAreLimited", List.of()));
    assertThat(verdict.productionMutants()).extracting(Verdict.MutantRow::killed).containsExactly(true, true, true);
  }

  @Test
  void allOfNoMutantsIsNoEvidence() throws IOException {
    keepOneSpecMutant();
    failsOnlyOf(verify(new Implementation(Door.factory(), List.of())), "has no production mutant");
  }

  @Test
  void aNumberOtherThanThePinnedOneFails() throws IOException {
    keepOneSpecMutant();
    door.replacing("models.json", "\"distinct\": 21", "\"distinct\": 22");
    failsOnlyOf(verify(), "model Small: distinct states: found 21, the manifest says 22");
  }

  @Test
  void aViolatedPropertyFailsWithItsCounterexample() throws IOException {
    keepOneSpecMutant();
    door.replacing("Door.tla", "UsesAreLimited == \\A c \\in Clients : uses[c] <= MaxUses",
        "UsesAreLimited == \\A c \\in Clients : uses[c] < MaxUses");
    Verdict verdict = verify();
    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.problems().get(0)).contains("model Small: UsesAreLimited is violated after 3 steps",
        "Acquire(c = c1)", "Small.UsesAreLimited.itf.json");
    assertThat(verdict.models().get(0).violated()).isEqualTo("UsesAreLimited");
    assertThat(verdict.models().get(0).passed()).isFalse();
    assertThat(options("out", 1).counterexamplesDir().resolve("Small.UsesAreLimited.itf.json")).isRegularFile();
  }

  @Test
  void aWitnessOfAnotherDepthFails() throws IOException {
    keepOneSpecMutant();
    door.replacing("models.json", "\"depth\": 4", "\"depth\": 7");
    failsOnlyOf(verify(), "witness EachWasInside: reached in 4 states, the manifest says 7");
  }

  @Test
  void aSurvivingSpecMutantFails() {
    door.replacing("models.json", "\"violates\": \"MutualExclusion\"", "\"violates\": \"UsesAreLimited\"");
    Verdict verdict = verify();
    failsOnlyOf(verdict, "spec mutant Acquire.free (A client enters though another is inside.) was not refuted by "
        + "UsesAreLimited: survived");
    assertThat(verdict.specMutants().get(0).killed()).isFalse();
  }

  @Test
  void aSurvivingProductionMutantFails() throws IOException {
    keepOneSpecMutant();
    Implementation blind = new Implementation(Door.factory(), List.of(NO_FREE, mutant("Acquire.nothing")));
    Verdict verdict = verify(blind);
    failsOnlyOf(verdict, "production mutant Acquire.nothing was not noticed by exploration");
    assertThat(verdict.productionMutants()).extracting(Verdict.MutantRow::killed).containsExactly(true, false);
  }

  @Test
  void aReasonToRefuseThatIsNeverGivenFails() throws IOException {
    keepOneSpecMutant();
    Implementation promising = new Implementation(Door.factory(Door.Flaw.PROMISES_MORE), List.of(NO_FREE));
    failsOnlyOf(verify(promising), "production never refused Release for STUCK_INSIDE in any model of this set");
  }

  @Test
  void aDivergingImplementationFailsWithThePrefixThatShowsIt() throws IOException {
    keepOneSpecMutant();
    Verdict verdict = verify(new Implementation(Door.factory(Door.Flaw.STUCK), List.of(NO_FREE)));
    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.suites()).noneMatch(Verdict.SuiteRow::passed);
    assertThat(verdict.problems()).anySatisfy(problem -> assertThat(problem)
        .contains("2 of 2 traces of suite 'witnesses of door' diverge", "holder", "Release(c = c1)"));
    assertThat(temp.resolve("out/failures/witnesses-of-door.itf.json")).isRegularFile();
    assertThat(temp.resolve("out/failures/explored-Small.itf.json")).isRegularFile();
  }

  @Test
  void anImplementationThatLacksAGuardFailsThoughItFollowsEveryTrace() throws IOException {
    keepOneSpecMutant();
    Verdict verdict = verify(new Implementation(Door.factory(Door.Flaw.NO_HOLDER), List.of(NO_FREE)));
    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.problems()).anySatisfy(problem -> assertThat(problem).contains("Release(c = "));
  }

  @Test
  void anActionThatNeverFiresFails() throws IOException {
    keepOneSpecMutant();
    door.replacing("Door.tla", "Acquire(c) \\/ Release(c)", "Acquire(c) \\/ Release(c) \\/ Steal(c)")
        .replacing("Door.tla", "Next ==", "Steal(c) ==\n  /\\ FALSE\n  /\\ UNCHANGED vars\n\nNext ==");
    Verdict verdict = verify();
    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.neverTaken()).containsExactly("Steal");
    assertThat(verdict.problems()).containsExactly("action Steal never fires in any model of door in this set",
        "action Steal was never replayed on production of door");
  }

  @Test
  void aStaleWitnessFileFails() throws IOException {
    keepOneSpecMutant();
    Path file = temp.resolve("traces/EachWasInside.itf.json");
    Files.writeString(file, Files.readString(file).replace("Each client goes through.", "Once upon a time."));
    failsOnlyOf(verify(), "EachWasInside.itf.json is not what TLC finds now");
  }

  @Test
  void aMissingWitnessFileFails() throws IOException {
    keepOneSpecMutant();
    Files.delete(temp.resolve("traces/EachWasInside.itf.json"));
    failsOnlyOf(verify(), "EachWasInside.itf.json is missing");
  }

  @Test
  void withoutAnyTraceTheVerdictStillSaysWhatIsMissing() throws IOException {
    keepOneSpecMutant();
    Files.delete(temp.resolve("traces/EachWasInside.itf.json"));
    Files.delete(temp.resolve("traces/SomeoneComesOut.itf.json"));
    door.replacing("models.json", "\"set\": \"quick\", \"count\"", "\"set\": \"full\", \"count\"");
    Verdict verdict = verify();
    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.problems()).hasSize(2 + 2).anyMatch(p -> p.contains("EachWasInside.itf.json is missing"))
        .contains("action Acquire was never replayed on production of door");
  }

  @Test
  void aTraceThatBelongsToNoWitnessFails() throws IOException {
    keepOneSpecMutant();
    Files.copy(temp.resolve("traces/EachWasInside.itf.json"), temp.resolve("traces/Gone.itf.json"));
    failsOnlyOf(verify(), "Gone.itf.json belongs to no witness of the manifest");
  }

  @Test
  void aSpecThatDoesNotParseIsBadInput() {
    door.replacing("Door.tla", "/\\ UNCHANGED uses", "/\\ UNCHANGED usse");
    assertThatThrownBy(this::verify).isInstanceOf(BadSpecException.class).hasMessageStartingWith("Door.tla, line 25: ");
  }

  private static OtherStore elsewhere(Optional<SystemUnderTest.Factory> factory) {
    return new OtherStore("Elsewhere", "verify --store elsewhere", factory, 2, "replay --store elsewhere");
  }

  private Verdict verifyOn(OtherStore store) throws IOException {
    keepOneSpecMutant();
    return verify(new Implementation(Door.factory(), List.of(NO_FREE, NO_LIMIT, NO_HOLDER), List.of(store)));
  }

  @Test
  void aStoreThatTheRunDoesNotAskForIsNotRunAndNoProblem() throws IOException {
    Verdict verdict = verifyOn(elsewhere(Optional.empty()));
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.notRun())
        .containsExactly(new Verdict.NotRun("Elsewhere", "asked for by verify --store elsewhere"));
    assertThat(verdict.suites()).extracting(Verdict.SuiteRow::name).noneMatch(name -> name.startsWith("Elsewhere"));
  }

  @Test
  void onAnotherStoreTheWitnessesAndACoveringSuiteAreReplayed() throws IOException {
    Verdict verdict = verifyOn(elsewhere(Optional.of(Door.factory())));
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.notRun()).isEmpty();
    assertThat(verdict.suites()).extracting(Verdict.SuiteRow::name)
        .containsExactly(
            "witnesses of door", "walks Wander", "Elsewhere witnesses of door", "Elsewhere covering Small");
    Verdict.SuiteRow covering = verdict.suites().get(3);
    assertThat(covering.steps()).isGreaterThanOrEqualTo(24);
    // In each of the 21 states once: as many as exploration has tried.
    assertThat(covering.refused()).isEqualTo(60);
    assertThat(covering.note()).contains("once in each of its states");
  }

  @Test
  void aDivergenceOnAnotherStoreFailsAndSaysHowToReplayItThere() throws IOException {
    Verdict verdict = verifyOn(elsewhere(Optional.of(Door.factory(Door.Flaw.NO_LIMIT))));
    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.problems()).isNotEmpty().allSatisfy(p -> assertThat(p).contains("suite 'Elsewhere "))
        .first().asString().contains("replay --store elsewhere ");
  }

  @Test
  void anotherStoreWithoutACoveringModelIsNoEvidence() throws IOException {
    door.replacing("models.json", "\"covering\": true", "\"covering\": false");
    failsOnlyOf(verifyOn(elsewhere(Optional.of(Door.factory()))), "Elsewhere: ", "no model is marked as covering");
  }

  @Test
  void theSameSeedWalksTheSameWayToTheByteAndAnotherSeedDoesNot() throws IOException {
    keepOneSpecMutant();
    Implementation implementation = new Implementation(Door.factory(), List.of(NO_FREE));
    verify(implementation, options("first", 7));
    verify(implementation, options("again", 7));
    verify(implementation, options("other", 8));
    assertThat(contents("first")).hasSize(3).isEqualTo(contents("again"));
    assertThat(contents("first").values().toString()).contains("\"seed\":");
    assertThat(contents("first")).isNotEqualTo(contents("other"));
  }

  private Map<String, String> contents(String out) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(options(out, 0).walksDir("Wander"))) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void everythingIsWrittenBelowTheOutputDirectory() {
    VerifyOptions options = new VerifyOptions(Path.of("s"), Path.of("t"), Path.of("o"), ModelSet.FULL, 1, 1);
    assertThat(List.of(options.workDir(), options.walksDir("M"), options.failuresDir()))
        .containsExactly(Path.of("o/work"), Path.of("o/traces/walks-M"),
            Path.of("o/failures"));
  }
}
