package dev.rollcall.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values as TLA+ text, there and back. */
class TlaTextTest {
  private static final Value ONE = Value.of(1);
  private static final Value TWO = Value.of(2);

  @Provide
  Arbitrary<Value> values() {
    return RandomTraces.values(2);
  }

  @Property(tries = 500)
  void what_is_written_is_read_as_an_equal_value(@ForAll("values") Value value) {
    assertThat(TlaReader.value(TlaWriter.text(value))).isEqualTo(value);
  }

  static Stream<Arguments> asTlcPrints() {
    return Stream.of(
        arguments("7", Value.of(7)),
        arguments("-12", Value.of(-12)),
        arguments("123456789012345678901234567890", Value.of(new BigInteger("123456789012345678901234567890"))),
        arguments("TRUE", Value.of(true)),
        arguments("FALSE", Value.of(false)),
        arguments("n1", Value.of("n1")),
        arguments("1st_node", Value.of("1st_node")),
        arguments("\"a, \\\"b\\\" \\\\ \\t\"", Value.of("a, \"b\" \\ \t")),
        arguments("{}", Value.setOf()),
        arguments("{2, 1, 2}", Value.setOf(ONE, TWO)),
        arguments("{{}, {n1}}", Value.setOf(Value.setOf(), Value.setOf(Value.of("n1")))),
        arguments("1..2", Value.setOf(ONE, TWO)),
        arguments("-1..0", Value.setOf(Value.of(-1), Value.of(0))),
        arguments("2..1", Value.setOf()),
        arguments("<<>>", Value.seqOf()),
        arguments("<< >>", Value.funOf(Map.of())),
        arguments("<<1, <<2>>>>", Value.seqOf(ONE, Value.seqOf(TWO))),
        arguments("[at |-> 1, even |-> FALSE]", Value.recOf(Map.of("at", ONE, "even", Value.of(false)))),
        arguments("(n1 :> 1 @@ n2 :> {})", Value.funOf(Map.of(Value.of("n1"), ONE, Value.of("n2"), Value.setOf()))),
        arguments("(1 :> TRUE\n  @@  2 :> n1)", Value.seqOf(Value.of(true), Value.of("n1"))));
  }

  @ParameterizedTest
  @MethodSource("asTlcPrints")
  void values_are_read_as_tlc_prints_them(String text, Value value) {
    assertThat(TlaReader.value(text)).isEqualTo(value);
    assertThat(TlaReader.value("  " + text + "\n")).isEqualTo(value);
  }

  @Test
  void what_could_be_mistaken_for_something_else_is_quoted() {
    assertThat(TlaWriter.text(Value.of("TRUE"))).isEqualTo("\"TRUE\"");
    assertThat(TlaWriter.text(Value.recOf(Map.of("a b", ONE)))).isEqualTo("(\"a b\" :> 1)");
    assertThat(TlaWriter.text(Value.recOf(Map.of()))).isEqualTo("<<>>");
  }

  @Test
  void equations_keep_their_order() {
    String text = "d = {\"a, b\"}, c = \"n1\"";
    Map<String, Value> values = TlaReader.equations(text);
    assertThat(values).containsExactly(Map.entry("d", Value.setOf(Value.of("a, b"))), Map.entry("c", Value.of("n1")));
    assertThat(TlaWriter.equations(values)).isEqualTo(text);
    assertThat(TlaReader.equations(" ")).isEmpty();
    assertThatThrownBy(() -> TlaReader.equations("c = 1, c = 2"))
        .isInstanceOf(TlaFormatException.class).hasMessage("line 1, column 8: c stands here twice");
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', delimiter = ';', value = {
      "``; 1; 1; expected a value, found the end of the text",
      "{1, 2; 1; 6; expected \"}\", found the end of the text",
      "{1 2}; 1; 4; expected \"}\", found \"2\"",
      "{1, }; 1; 5; expected a value, found \"}\"",
      "<1>; 1; 1; expected \"<<\", found \"<\"",
      "<<1>; 1; 4; expected \">>\", found \">\"",
      "[a -> 1]; 1; 4; expected \"|->\", found \"-\"",
      "[]; 1; 2; expected a name, found \"]\"",
      "[a |-> 1, a |-> 2]; 1; 11; a stands here twice",
      "(1 :> 2 @ 3 :> 4); 1; 9; expected \")\", found \"@\"",
      "(1 :> 2 @@ 1 :> 4); 1; 12; 1 stands here twice",
      "\"abc; 1; 1; the string does not end",
      "\"a\\q\"; 1; 3; TLA+ has no escape \\q",
      "-n1; 1; 1; -n1 is no number",
      "1..n1; 1; 4; an interval ends with a number",
      "1..2000000; 1; 11; more than 100000 elements",
      "SUBSET {1}; 1; 8; expected the end of the text, found \"{\"",
      "1 2; 1; 3; expected the end of the text, found \"2\"",
  })
  void a_bad_text_is_told_with_its_place(String text, int line, int column, String problem) {
    TlaFormatException e = catchThrowableOfType(TlaFormatException.class, () -> TlaReader.value(text));
    assertThat(e).hasMessageContaining(problem);
    assertThat(List.of(e.line(), e.column())).containsExactly(line, column);
  }

  @Test
  void lines_are_counted() {
    assertThatThrownBy(() -> TlaReader.value("{1,\n 2,\n  ?}"))
        .isInstanceOf(TlaFormatException.class).hasMessage("line 3, column 3: expected a value, found \"?\"");
  }

  @Test
  void texts_without_end_are_bounded() {
    assertThatThrownBy(() -> TlaReader.value("{".repeat(1_000_000)))
        .isInstanceOf(TlaFormatException.class).hasMessageContaining("100 deep");
    assertThatThrownBy(() -> TlaReader.value("1".repeat(1_000_000)))
        .isInstanceOf(TlaFormatException.class).hasMessageContaining("1000 digits");
  }
}
