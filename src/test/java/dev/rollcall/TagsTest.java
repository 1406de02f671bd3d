package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagsTest {

  @Test
  void theyAreInTheOrderOfTheirNames() {
    Tags tags = Tags.NONE.with("zone", "z1").with("rack", "r6").with("rack", "r7");
    assertThat(tags.values()).containsExactly(Map.entry("rack", "r7"), Map.entry("zone", "z1"));
    assertThat(tags).isEqualTo(Tags.of(Map.of("zone", "z1", "rack", "r7")));
  }

  @Test
  void allTogetherTakeAKilobyteAtMost() {
    String most = "ü".repeat(510);
    assertThat(Tags.of(Map.of("rack", most)).values()).containsEntry("rack", most);
    assertThatThrownBy(() -> Tags.of(Map.of("racks", most))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tags [racks] take 1025 bytes, names and values together, but may take at most 1024");
    assertThatThrownBy(() -> Tags.NONE.with("rack", most).with("z", ""))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1025");
  }

  @Test
  void namesAndValuesAreText() {
    assertThatThrownBy(() -> Tags.of(null)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tags are null; without any they are Tags.NONE");
    assertThatThrownBy(() -> Tags.NONE.with(null, "1")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name of a tag is null");
    assertThatThrownBy(() -> Tags.NONE.with("rack", null)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value of tag 'rack' is null");
    Map<String, String> nothing = new HashMap<>();
    nothing.put(null, null);
    assertThatThrownBy(() -> Tags.of(nothing)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tags.NONE.with("rack", "\uD83D")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value of tag 'rack' cannot be written as UTF-8");
  }

  @Test
  void theyCannotBeChanged() {
    Tags tags = Tags.of(Map.of("rack", "r7"));
    assertThatThrownBy(() -> tags.values().put("rack", "r8")).isInstanceOf(UnsupportedOperationException.class);
  }
}
