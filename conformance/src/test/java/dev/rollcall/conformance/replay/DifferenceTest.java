package dev.rollcall.conformance.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.trace.Value;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Value ONE = Value.of(1);
  private static final Value TWO = Value.of(2);

  private static Value range(long from, long to) {
    return Value.setOf(LongStream.range(from, to).mapToObj(Value::of).toList());
  }

  @Test
  void equal_values_do_not_differ() {
    assertThat(Difference.between("v", Value.seqOf(ONE), Value.seqOf(ONE))).isEmpty();
  }

  @Test
  void functions_and_records_differ_at_the_innermost_key() {
    Value left = Value.funOf(Map.of(Value.of("n1"), Value.recOf(Map.of("a", ONE, "b", ONE))));
    Value right = Value.funOf(Map.of(Value.of("n1"), Value.recOf(Map.of("a", ONE, "b", TWO))));
    assertThat(Difference.between("v", left, right))
        .containsExactly(new Difference("v[n1].b", "1", "2"));
  }

  @Test
  void a_key_that_one_side_lacks_is_absent_there() {
    Value left = Value.funOf(Map.of(Value.of("n1"), ONE));
    Value right = Value.funOf(Map.of(Value.of("n2"), ONE));
    assertThat(Difference.between("v", left, right))
        .containsExactly(
            new Difference("v[n1]", "1", "(absent)"), new Difference("v[n2]", "(absent)", "1"));
  }

  @Test
  void sequences_of_one_length_differ_by_position_others_as_a_whole() {
    Value base = Value.seqOf(ONE, ONE);
    assertThat(Difference.between("v", base, Value.seqOf(ONE, TWO)))
        .containsExactly(new Difference("v[2]", "1", "2"));
    assertThat(Difference.between("v", base, Value.seqOf(TWO)))
        .containsExactly(new Difference("v", "<<1, 1>>", "<<2>>"));
  }

  @Test
  void small_sets_are_shown_whole_large_ones_by_the_elements_that_differ() {
    assertThat(Difference.between("v", range(0, 2), range(0, 1)))
        .containsExactly(new Difference("v", "{0, 1}", "{0}"));
    assertThat(Difference.between("v", range(0, 8), range(1, 9)))
        .containsExactly(
            new Difference("v contains 0", "yes", "no"),
            new Difference("v contains 8", "no", "yes"));
  }
}
