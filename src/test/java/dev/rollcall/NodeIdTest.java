package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"n1", "10.0.0.7:4500", "db-3.eu_west", "-", "A"})
  void lettersDigitsAndAFewSignsMakeANodeId(String value) {
    assertThat(NodeId.of(value)).hasToString(value).isEqualTo(new NodeId(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a b", "a\n", "ä", "a\u0000", "n1/"})
  void anythingThatCouldBreakAKeyIsRejectedByName(String value) {
    assertThatThrownBy(() -> NodeId.of(value)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + value + "'");
  }

  @Test
  void anIdIsAtMost128CharactersLong() {
    assertThat(NodeId.of("x".repeat(128)).value()).hasSize(128);
    assertThatThrownBy(() -> NodeId.of("x".repeat(129))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void idsAreOrderedByTheirText() {
    assertThat(NodeId.of("n1")).isLessThan(NodeId.of("n10"));
    assertThat(NodeId.of("n10")).isLessThan(NodeId.of("n2"));
  }
}
