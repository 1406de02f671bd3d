package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.model.DoorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes, and what the user is told with them. */
class RollcallTest {
  private static final Path WITNESS = Path.of("traces/SecondNodeJoins.itf.json");

  @TempDir private Path temp;
  private String out = "";
  private String err = "";

  /** Runs a command with its output in a directory of its own. */
  private int run(String command, Object... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    all.addAll(List.of("--out", temp.resolve("out").toString(), "--threads", "1"));
    return execute(all.toArray(String[]::new));
  }

  private int execute(String... arguments) {
    CommandRun done = CommandRun.of(arguments);
    out = done.out();
    err = done.err();
    return done.exit();
  }

  private DoorSpec door() {
    return DoorSpec.in(temp);
  }

  private int check(DoorSpec spec, String... models) {
    List<Object> arguments = new ArrayList<>(List.of((Object[]) models));
    arguments.addAll(List.of("--spec", spec.directory()));
    return run("check", arguments.toArray());
  }

  /** A copy of a good witness with a text of it changed. */
  private Path altered(String old, String text) throws IOException {
    String witness = Files.readString(WITNESS);
    assertThat(witness).contains(old);
    int at = witness.lastIndexOf(old);
    return Files.writeString(temp.resolve("altered.itf.json"),
        witness.substring(0, at) + text + witness.substring(at + old.length()));
  }

  private void isToldInOneParagraph(String... parts) {
    assertThat(err).startsWith("error: ").contains(parts).doesNotContain("\tat ", "fault of rollcall itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "verify", "check", "explore", "benchmark", "load", "failover", "worker", "export",
      "replay", "mutants", "journal"})
  void helpOfEveryCommandSaysWhatItsExitCodesMean(String command) {
    assertThat(command.isEmpty() ? execute("--help") : execute(command, "--help")).isZero();
    assertThat(out).contains("Usage: rollcall", "Exit codes: 0 verified, 1 violation found, 2 bad usage or input.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify --fast", "xyzzy", "replay", "export", "export --witnesses --covering Small",
      "verify --quick --full", "verify --seed", "verify --store nowhere", "mutants --in nowhere", "journal"})
  void badUsageIsToldWithTheUsage(String line) {
    assertThat(execute(line.split(" "))).isEqualTo(2);
    assertThat(err).contains("Usage: rollcall");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "check", "mutants", "export --witnesses"})
  void aMissingSpecDirectoryIsNamedWithTheOptionThatGivesIt(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of("--spec", temp.resolve("nowhere").toString()));
    assertThat(execute(words.toArray(String[]::new))).isEqualTo(2);
    assertThat(err).contains("nowhere", "no such file", "--spec").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"explore Nowhere", "benchmark Nowhere", "explore --mutant Join.nothing",
      "benchmark LivenessQuick"})
  void whatCannotBeExploredIsTold(String line) {
    assertThat(execute((line + " --spec ../tla").split(" "))).isEqualTo(2);
    assertThat(err).startsWith("error: ").doesNotContain("\tat ");
  }

  @Test
  void aSpecOfASystemThatIsNotThereIsBadInput() {
    assertThat(run("explore", "Small", "--spec", door().directory())).isEqualTo(2);
    assertThat(err).startsWith("error: no implementation is named \"door\"").contains("[membership, migration, timing]");
  }

  @Test
  void aMutantIsExploredUntilItDivergesAndItsTraceIsKept() {
    Path spec = Path.of("..", "tla");
    assertThat(run("explore", "Quick", "--mutant", "ElectPrimary.vacant", "--spec", spec)).isEqualTo(1);
    assertThat(out).contains("FAIL Quick", "(disabled in the spec)",
        "scripts/rollcall explore Quick --mutant ElectPrimary.vacant");
    assertThat(temp.resolve("out/failures/explored-Quick.itf.json")).isRegularFile();
  }

  @Test
  void aModelThatPassesIsVerifiedWithItsNumbers() {
    assertThat(check(door(), "Small")).isZero();
    assertThat(out).contains("ok   Small: 21 distinct states, 24 transitions, depth 9", "Acquire");
  }

  @Test
  void aModelThatIsNotListedIsBadInputAndTheListedOnesAreShown() {
    assertThat(check(door(), "NoSuchModel")).isEqualTo(2);
    isToldInOneParagraph("no model is named NoSuchModel", "[Small]");
  }

  @Test
  void aViolatedModelLeavesACounterexample() throws IOException {
    DoorSpec spec = door().replacing("Door.tla", "  /\\ holder = {}\n  /\\ uses[c] < MaxUses", "  /\\ uses[c] < MaxUses");
    assertThat(check(spec)).isEqualTo(1);
    Path trace = temp.resolve("out/counterexamples/Small.MutualExclusion.itf.json");
    assertThat(out).contains("FAIL Small", "MutualExclusion is violated after 2 steps", "counterexample: " + trace);
    assertThat(trace).content().contains("\"module\": \"Door\"", "\"action\": \"Acquire\"");
  }

  @Test
  void aNumberThatIsNotThePinnedOneIsAViolation() {
    assertThat(check(door().replacing("models.json", "\"distinct\": 21", "\"distinct\": 20"))).isEqualTo(1);
    assertThat(out).contains("distinct states: found 21, the manifest says 20");
  }

  @Test
  void aSpecThatDoesNotParseIsBadInputWithItsPlace() {
    assertThat(check(door().replacing("Door.tla", "/\\ UNCHANGED uses", "/\\ UNCHANGED usse"))).isEqualTo(2);
    assertThat(out + err).contains("Door.tla, line 25");
  }

  @Test
  void aGoodWitnessReplays() {
    assertThat(run("replay", WITNESS)).isZero();
    assertThat(out).startsWith("ok   1 traces, ");
  }

  @Test
  void aTraceThatIsNotThereIsNamed() {
    assertThat(run("replay", temp.resolve("nowhere.itf.json"))).isEqualTo(2);
    isToldInOneParagraph("no such file or directory", "nowhere.itf.json");
  }

  @Test
  void aDirectoryWithoutTracesIsBadInputRatherThanAPass() {
    assertThat(run("replay", temp)).isEqualTo(2);
    isToldInOneParagraph("there are no traces to replay");
  }

  @Test
  void aTruncatedTraceIsBadInputWithItsLine() throws IOException {
    String witness = Files.readString(WITNESS);
    String half = witness.substring(0, witness.length() / 2);
    Path file = Files.writeString(temp.resolve("half.itf.json"), half);
    assertThat(run("replay", file)).isEqualTo(2);
    isToldInOneParagraph("half.itf.json:" + half.lines().count() + ":", "truncated");
  }

  @Test
  void anActionThatProductionDoesNotHaveIsBadInputAndTheKnownOnesAreShown() throws IOException {
    assertThat(run("replay", altered("\"action\": \"NodeJoin", "\"action\": \"NodeJump"))).isEqualTo(2);
    isToldInOneParagraph("altered.itf.json", "unknown action \"NodeJump", "NodeJoin, ");
  }

  @Test
  void aStateWithoutAVariableIsBadInput() throws IOException {
    String witness = Files.readString(WITNESS);
    String line = witness.lines().filter(l -> l.contains("\"viewNum\": ")).reduce((a, b) -> b).orElseThrow();
    assertThat(run("replay", altered(line + "\n", ""))).isEqualTo(2);
    isToldInOneParagraph("altered.itf.json", "viewNum");
  }

  @Test
  void aParameterThatNamesNobodyIsBadInput() throws IOException {
    assertThat(run("replay", altered("\"params\": {\"p\": \"n", "\"params\": {\"p\": \"m"))).isEqualTo(2);
    isToldInOneParagraph("altered.itf.json", "one of the processes [n1, n2");
  }

  @Test
  void aStateAlteredByHandIsADivergenceToldInFull() throws IOException {
    assertThat(run("replay", altered("\"term\": {\"#bigint\": \"1\"}", "\"term\": {\"#bigint\": \"9\"}"))).isEqualTo(1);
    Path prefix = temp.resolve("out/failures/replay.itf.json");
    assertThat(out).contains("1 of 1 traces", "term", "9", prefix.toString(), "FAIL 1 traces");
    assertThat(prefix).isRegularFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify --store fdb --cluster-file", "replay traces --store fdb --cluster-file"})
  void aClusterFileThatIsNotThereIsNamedBeforeAnythingRuns(String line) {
    assertThat(execute((line + " " + temp.resolve("nowhere.cluster")).split(" "))).isEqualTo(2);
    assertThat(err).startsWith("error: the cluster file ").contains("nowhere.cluster", "FDB_CLUSTER_FILE", "--cluster-file");
    assertThat(out).isEmpty();
  }

  @Test
  void theClusterFileIsTheOptionsOrElseTheEnvironments() {
    Path file = Path.of("some.cluster");
    assertThat(StoreOptions.clusterFile(file, "other.cluster")).contains(file);
    assertThat(StoreOptions.clusterFile(null, "some.cluster")).contains(file);
    assertThat(StoreOptions.clusterFile(null, " ")).isEmpty();
    assertThat(StoreOptions.clusterFile(null, null)).isEmpty();
  }

  @Test
  void mutantsThatAreNotThereAreBadInput() {
    assertThat(run("mutants", "Nothing*", "--spec", door().directory())).isEqualTo(2);
    isToldInOneParagraph("no mutant is named [Nothing*]");
  }

  @Test
  void mutantsOfTheSpecAreChosenByPattern() {
    assertThat(run("mutants", "Acquire.f*", "--in", "spec", "--spec", door().directory())).isZero();
    assertThat(out).contains("ok   spec        Acquire.free", "TLC refuted MutualExclusion in 3 states")
        .doesNotContain("Acquire.limit", "production");
  }

  @Test
  void aSurvivingMutantIsAViolation() {
    DoorSpec spec = door().replacing("models.json", "\"violates\": \"MutualExclusion\"", "\"violates\": \"UsesNeverFall\"");
    assertThat(run("mutants", "Acquire.free", "--in", "SPEC", "--spec", spec.directory())).isEqualTo(1);
    assertThat(out).contains("FAIL spec        Acquire.free", "survived");
  }

  @Test
  void mutantsOfProductionAreReplayed() {
    assertThat(run("mutants", "ElectPrimary.vacant", "--in", "production", "--spec", "../tla", "--traces", "traces")).isZero();
    assertThat(out).contains("ok   production  ElectPrimary.vacant").doesNotContain("spec   ");
  }

  @Test
  void witnessesAreExportedAndReportedWhenTheyDiffer() {
    DoorSpec spec = door().replacing("models.json", "\"depth\": 4", "\"depth\": 5");
    assertThat(run("export", "--witnesses", "--spec", spec.directory(), "--traces", temp.resolve("traces"))).isEqualTo(1);
    assertThat(out).contains("FAIL EachWasInside: reached in 4 states, the manifest says 5", "SomeoneComesOut.itf.json: 2 steps");
    assertThat(temp.resolve("traces/SomeoneComesOut.itf.json")).isRegularFile();
  }

  @Test
  void aCoveringSuiteIsExported() {
    assertThat(run("export", "--covering", "Small", "--spec", door().directory())).isZero();
    assertThat(temp.resolve("out/traces/covering-Small")).isNotEmptyDirectory();
  }

  @Test
  void aCoveringSuiteUnderSymmetryIsBadInput() {
    DoorSpec spec = door().replacing("Small.cfg", "INVARIANTS", "SYMMETRY Sym\nINVARIANTS")
        .replacing("Door.tla", "Naturals, FiniteSets", "Naturals, FiniteSets, TLC")
        .replacing("Door.tla", "Next ==", "Sym == Permutations(Clients)\nNext ==");
    assertThat(run("export", "--covering", "Small", "--spec", spec.directory())).isEqualTo(2);
    isToldInOneParagraph("Small.cfg uses SYMMETRY", "Use a configuration without it");
  }
}
