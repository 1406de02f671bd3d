package dev.rollcall.conformance.mutate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.model.BadManifestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutantFileTest {
  private static final List<String> MODULE = List.of(
      "---- MODULE M ----", "Plain == 1", "Take ==", "  /\\ free", "  /\\ \\/ tired", "     \\/ free", "",
      "  /\\ taken' = TRUE", "TakeMore(n, m)  ==", "  /\\ free", "\\* about Give", "Give(n) ==", "  /\\ free",
      "  /\\ free", "====");

  @TempDir private Path temp;

  private MutantFile read(String... lines) {
    try {
      return MutantFile.read(Files.writeString(temp.resolve("M.m.mutant"), String.join("\n", lines)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static MutantFile drop(String in, String line) {
    return new MutantFile(Path.of("M.m.mutant"), "what", in, line, "");
  }

  private void isRejected(MutantFile mutant, String problem) {
    assertThatThrownBy(() -> mutant.applyTo(MODULE)).isInstanceOf(BadManifestException.class)
        .hasMessageStartingWith("M.m.mutant: ").hasMessageContaining(problem);
  }

  private static String moduleWith(int line, String text) {
    List<String> changed = new java.util.ArrayList<>(MODULE);
    changed.set(line, text);
    return String.join("\n", changed) + "\n";
  }

  @Test
  void aDroppedLineIsReadWithoutTheSpaceAroundIt() {
    MutantFile file = read("What:  It goes wrong: badly.", "", "In:  Take", "Drop:   /\\ free  ");
    assertThat(file).isEqualTo(
        new MutantFile(temp.resolve("M.m.mutant"), "It goes wrong: badly.", "Take", "/\\ free", ""));
  }

  @Test
  void aReplacedLineIsReadWithWhatStandsThereInstead() {
    MutantFile file = read("What: w", "In: Take", "Replace: /\\ a :> b", "With: /\\ c");
    assertThat(file.line()).isEqualTo("/\\ a :> b");
    assertThat(file.replacement()).isEqualTo("/\\ c");
  }

  @Test
  void aLineThatIsNoFieldIsReportedWithItsNumber() {
    assertThatThrownBy(() -> read("What: w", "", "Into: Take")).isInstanceOf(BadManifestException.class)
        .hasMessageContainingAll("M.m.mutant: line 3: expected one each of", "'Into: Take'");
    assertThatThrownBy(() -> read("no colon")).hasMessageContaining("line 1: ");
  }

  @Test
  void aFieldGivenTwiceIsReportedWithItsNumber() {
    assertThatThrownBy(() -> read("What: w", "In: A", "Drop: x", "In: B")).isInstanceOf(BadManifestException.class)
        .hasMessageContainingAll("line 4: ", "'In: B'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "What: w", "What: w|In: A", "What: w|In: A|Replace: x", "What: w|In: A|With: x",
      "What: w|In: A|Drop: x|With: y", "In: A|Drop: x"})
  void withoutEachFieldOnceItIsRejected(String lines) {
    assertThatThrownBy(() -> read(lines.split("\\|"))).isInstanceOf(BadManifestException.class)
        .hasMessageContaining("needs What:, In:, and either Drop: or Replace: with With:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"What:|In: A|Drop: x", "What: w|In:|Drop: x", "What: w|In: A|Drop:",
      "What: w|In: A|Replace:|With: y"})
  void aFieldThatSaysNothingIsRejected(String lines) {
    assertThatThrownBy(() -> read(lines.split("\\|"))).isInstanceOf(BadManifestException.class);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> MutantFile.read(temp.resolve("None.mutant"))).isInstanceOf(BadManifestException.class)
        .hasMessageContaining("None.mutant");
  }

  @Test
  void aDroppedLineLeavesAnEmptyOneSoThatLineNumbersStay() {
    assertThat(drop("Take", "/\\ free").applyTo(MODULE)).isEqualTo(moduleWith(3, ""));
  }

  @Test
  void aReplacementKeepsTheIndentation() {
    MutantFile file = new MutantFile(Path.of("f"), "what", "Take", "\\/ free", "\\/ TRUE");
    assertThat(file.applyTo(MODULE)).isEqualTo(moduleWith(5, "     \\/ TRUE"));
  }

  @Test
  void emptyLinesDoNotEndADefinition() {
    assertThat(drop("Take", "/\\ taken' = TRUE").applyTo(MODULE)).isEqualTo(moduleWith(7, ""));
  }

  @Test
  void aDefinitionWithParametersIsFoundByItsNameAlone() {
    assertThat(drop("TakeMore", "/\\ free").applyTo(MODULE)).isEqualTo(moduleWith(9, ""));
  }

  @Test
  void aWholeDefinitionOfOneLineCanBeReplaced() {
    MutantFile file = new MutantFile(Path.of("f"), "what", "Plain", "Plain == 1", "Plain == 2");
    assertThat(file.applyTo(MODULE)).isEqualTo(moduleWith(1, "Plain == 2"));
  }

  @Test
  void aLineOfAnotherDefinitionIsNotFound() {
    isRejected(drop("Take", "/\\ unheard"), "'/\\ unheard' is no line of Take; if the spec has changed");
    isRejected(drop("TakeMore", "/\\ taken' = TRUE"), "is no line of TakeMore");
    isRejected(drop("TakeMore", "Give(n) =="), "is no line of TakeMore");
  }

  @Test
  void aLineThatStandsTwiceIsRejected() {
    isRejected(drop("Give", "/\\ free"), "'/\\ free' stands more than once in Give");
  }

  @Test
  void whetherAModuleDefinesANameIsDecidedByTheWholeName() {
    assertThat(drop("Take", "x").isIn(MODULE)).isTrue();
    assertThat(drop("Tak", "x").isIn(MODULE)).isFalse();
    assertThat(drop("Take", "x").isIn(List.of("  Take == 1", "\\* Take == 1", "Take (n"))).isFalse();
    assertThat(drop("T..e", "x").isIn(MODULE)).isFalse();
  }
}
