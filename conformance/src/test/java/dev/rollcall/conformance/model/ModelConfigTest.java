package dev.rollcall.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.trace.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelConfigTest {
  @TempDir private Path temp;

  private ModelConfig config(String... lines) throws IOException {
    return ModelConfig.read(Files.writeString(temp.resolve("Test.cfg"), String.join("\n", lines)));
  }

  @Test
  void propertiesOfAllSectionsAreCollectedInvariantsFirst() throws IOException {
    ModelConfig config = config("SPECIFICATION Spec", "PROPERTY", "  Live", "INVARIANT Safe", "INVARIANTS A B",
        "  C \\* and not D", "PROPERTIES Step");
    assertThat(config.propertyNames()).containsExactly("Safe", "A", "B", "C", "Live", "Step");
    assertThat(config.isInvariant("C")).isTrue();
    assertThat(config.isInvariant("Live")).isFalse();
    assertThat(config.isInvariant("D")).isFalse();
  }

  @Test
  void constantsComeInTheOrderOfTheFile() throws IOException {
    ModelConfig config = config("CONSTANTS", "  Zebras = {z1, z2}", "  Empty = {}", "  Votes = 2", "  Debt = -3",
        "  Faults = {\"crash\", \"cut\"}", "  Name = \"a b\"", "  Nobody = Nobody", "  On = TRUE", "  Off = FALSE",
        "  Comparison <- Replaced", "\\*  Old = 1", "  Late = 4 \\* was 5", "INVARIANT Safe");
    assertThat(config.constants().keySet()).containsExactly(
        "Zebras", "Empty", "Votes", "Debt", "Faults", "Name", "Nobody", "On", "Off", "Late");
    assertThat(config.constants())
        .containsEntry("Zebras", Value.setOf(Value.of("z1"), Value.of("z2")))
        .containsEntry("Empty", Value.setOf())
        .containsEntry("Votes", Value.of(2))
        .containsEntry("Debt", Value.of(-3))
        .containsEntry("Faults", Value.setOf(Value.of("crash"), Value.of("cut")))
        .containsEntry("Name", Value.of("a b"))
        .containsEntry("Nobody", Value.of("Nobody"))
        .containsEntry("On", Value.of(true))
        .containsEntry("Off", Value.of(false))
        .containsEntry("Late", Value.of(4));
  }

  @Test
  void aConstantBesideTheKeywordIsNotLost() throws IOException {
    assertThat(config("CONSTANT Max = 2", "INVARIANT Safe").constants()).containsEntry("Max", Value.of(2));
    assertThat(config("CONSTANTS Max = 2").constants()).containsEntry("Max", Value.of(2));
  }

  @Test
  void oneOfItsPropertiesTakesThePlaceOfAll() throws IOException {
    ModelConfig config = config("SPECIFICATION Spec", "CONSTANTS", "  Max = 2", "INVARIANTS", "  A", "  B",
        "PROPERTIES", "  C");
    assertThat(config.checkingOnly("B", true)).isEqualTo("SPECIFICATION Spec\nCONSTANTS\n  Max = 2\nINVARIANT B\n");
    assertThat(config.checkingOnly("C", false)).isEqualTo("SPECIFICATION Spec\nCONSTANTS\n  Max = 2\nPROPERTY C\n");
  }

  @Test
  void aSectionAfterThePropertiesIsRejectedRatherThanReadAsProperties() {
    assertThatThrownBy(() -> config("SPECIFICATION Spec", "INVARIANT Safe", "SYMMETRY Sym"))
        .isInstanceOf(BadManifestException.class).hasMessageContainingAll("Test.cfg", "line 3", "SYMMETRY");
  }

  @Test
  void aMissingConfigurationIsNamed() {
    assertThatThrownBy(() -> ModelConfig.read(temp.resolve("None.cfg"))).isInstanceOf(BadManifestException.class)
        .hasMessageContainingAll("None.cfg", "no such configuration");
  }
}
