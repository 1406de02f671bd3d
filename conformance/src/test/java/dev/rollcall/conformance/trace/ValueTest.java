package dev.rollcall.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValueTest {
  private static final Value ONE = Value.of(1);
  private static final Value TWO = Value.of(2);

  @Provide
  Arbitrary<Value> values() {
    return RandomTraces.values(2);
  }

  @Test
  void a_set_is_sorted_and_has_each_element_once() {
    assertThat(Value.setOf(TWO, ONE, TWO)).hasToString("{1, 2}").isEqualTo(Value.setOf(ONE, TWO));
  }

  @Test
  void changing_the_map_a_function_or_record_was_made_from_does_not_change_it() {
    TreeMap<Value, Value> entries = new TreeMap<>(Map.of(ONE, TWO));
    TreeMap<String, Value> fields = new TreeMap<>(Map.of("f", TWO));
    Value function = Value.funOf(entries);
    Value record = Value.recOf(fields);
    entries.put(TWO, ONE);
    fields.clear();
    assertThat(function).hasToString("(1 :> 2)");
    assertThat(record).hasToString("[f |-> 2]");
    assertThatThrownBy(() -> ((Value.Fun) function).entries().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_map_sorted_another_way_gives_the_same_function() {
    TreeMap<Value, Value> backwards = new TreeMap<>(Comparator.reverseOrder());
    backwards.putAll(Map.of(ONE, TWO, TWO, ONE));
    assertThat(Value.funOf(backwards)).hasToString("(1 :> 2 @@ 2 :> 1)");
  }

  @Test
  void a_sequence_equals_the_function_that_it_is() {
    Value sequence = Value.seqOf(Value.of("a"), Value.of("b"));
    Value function = Value.funOf(Map.of(TWO, Value.of("b"), ONE, Value.of("a")));
    assertThat(sequence).isEqualTo(function).hasSameHashCodeAs(function);
    assertThat(Value.seqOf()).isEqualTo(Value.funOf(Map.of())).isEqualTo(Value.recOf(Map.of()));
  }

  @Test
  void a_record_equals_the_function_over_strings_that_it_is() {
    Value record = Value.recOf(Map.of("f", ONE));
    Value function = Value.funOf(Map.of(Value.of("f"), ONE));
    assertThat(record).isEqualTo(function).hasSameHashCodeAs(function);
    assertThat(record).isNotEqualTo(Value.setOf(ONE));
  }

  @Property(tries = 300)
  void order_agrees_with_equality_and_hashes(
      @ForAll("values") Value a, @ForAll("values") Value b) {
    assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
    if (a.equals(b)) {
      assertThat(a).hasSameHashCodeAs(b);
    }
  }

  @Property(tries = 200)
  void a_set_contains_exactly_its_elements(@ForAll("values") Value a, @ForAll("values") Value b) {
    Value.Set set = (Value.Set) Value.setOf(List.of(a));
    assertThat(set.contains(a)).isTrue();
    assertThat(set.contains(b)).isEqualTo(a.equals(b));
  }
}
