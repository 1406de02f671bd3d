package dev.rollcall.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariableMapTest {
  private static final VariableMap.Names NAMES = new VariableMap.Names(List.of("a", "b"));

  private static VariableMap map(long a, long b) {
    return new VariableMap(NAMES, new Value[] {Value.of(a), Value.of(b)});
  }

  @Test
  void it_is_a_map_like_others() {
    assertThat(map(1, 2)).isEqualTo(Map.of("a", Value.of(1), "b", Value.of(2)))
        .hasSameHashCodeAs(Map.of("b", Value.of(2), "a", Value.of(1)));
    assertThat(Map.of("a", Value.of(1), "b", Value.of(2))).isEqualTo(map(1, 2)).isNotEqualTo(map(1, 3));
    assertThat(map(1, 2)).isEqualTo(map(1, 2)).isNotEqualTo(map(2, 1));
    assertThat(map(1, 2).keySet()).containsExactly("a", "b");
    assertThat(map(1, 2).get("c")).isNull();
    assertThat(map(1, 2)).containsKey("b").doesNotContainKey("c");
  }

  @Test
  void names_stand_once_and_have_a_value_each() {
    assertThatThrownBy(() -> new VariableMap.Names(List.of("a", "a"))).hasMessageContaining("two variables are named a");
    assertThatThrownBy(() -> new VariableMap(NAMES, new Value[1])).hasMessageContaining("[a, b]");
  }
}
