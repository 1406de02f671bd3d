package dev.rollcall.conformance.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.trace.Value;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Java values are in TLA+, and back. */
@SuppressWarnings("unused") // Read by reflection, which is what these tests are about.
class ConversionsTest {
  private static final Value NONE = Value.of("None");

  private enum Level {
    LOW,
    HIGH {
      @Override
      public String toString() {
        return "very high";
      }
    }
  }

  private record Node(String name, Level level) {}

  private record Tree(List<Tree> children) {}

  /** A field for each type; its values are given by the tests. */
  @SuppressWarnings("rawtypes")
  private static final class Fields {
    String string;
    int number;
    Integer boxed;
    long big;
    short small;
    byte tiny;
    BigInteger huge;
    boolean bool;
    Level level;
    Value value;
    Value.Set valueSet;
    Set<String> set;
    List<? extends Integer> list;
    Map<String, Integer> map;
    SortedMap<Level, Set<Integer>> sorted;
    Map<Integer, String> numbered;
    Map<Set<String>, Boolean> links;
    Optional<Node> optional;
    Node node;
    Tree tree;
    Thread thread;
    List<Thread> threads;
    Set raw;
    Collection<String> collection;
    String[] array;
    double real;
    ArrayDeque<String> queue;
  }

  private static Type type(String field) {
    try {
      return Fields.class.getDeclaredField(field).getGenericType();
    } catch (NoSuchFieldException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Value value(String field, Object java) {
    return ToValue.of(type(field), NONE, null).of(java);
  }

  private static Object java(String field, Value value) {
    return FromValue.of(type(field)).of(value);
  }

  @Test
  void simple_values_are_what_they_are() {
    assertThat(value("string", "a")).isEqualTo(Value.of("a"));
    assertThat(value("number", 1)).isEqualTo(Value.of(1));
    assertThat(value("boxed", -1)).isEqualTo(Value.of(-1));
    assertThat(value("big", 1L << 40)).isEqualTo(Value.of(1L << 40));
    assertThat(value("small", (short) 2)).isEqualTo(Value.of(2));
    assertThat(value("tiny", (byte) 3)).isEqualTo(Value.of(3));
    assertThat(value("huge", BigInteger.TEN.pow(30))).isEqualTo(Value.of(BigInteger.TEN.pow(30)));
    assertThat(value("bool", true)).isEqualTo(Value.of(true));
    assertThat(value("value", Value.setOf())).isEqualTo(Value.setOf());
  }

  @Test
  void an_enum_is_the_string_of_its_name() {
    assertThat(value("level", Level.HIGH)).isEqualTo(Value.of("HIGH"));
  }

  @Test
  void collections_are_converted_with_all_that_is_in_them() {
    assertThat(value("set", Set.of("a", "b"))).isEqualTo(Value.setOf(Value.of("a"), Value.of("b")));
    assertThat(value("list", List.of(2, 1))).isEqualTo(Value.seqOf(Value.of(2), Value.of(1)));
    assertThat(value("sorted", new TreeMap<>(Map.of(Level.LOW, Set.of(1)))))
        .isEqualTo(Value.recOf(Map.of("LOW", Value.setOf(Value.of(1)))));
    assertThat(value("links", Map.of(Set.of("a"), true)))
        .isEqualTo(Value.funOf(Map.of(Value.setOf(Value.of("a")), Value.of(true))));
  }

  @Test
  void a_record_is_a_record() {
    assertThat(value("node", new Node("n", Level.LOW)))
        .isEqualTo(Value.recOf(Map.of("name", Value.of("n"), "level", Value.of("LOW"))));
  }

  @Test
  void null_and_an_empty_optional_are_what_they_are_said_to_be() {
    assertThat(value("string", null)).isEqualTo(NONE);
    assertThat(value("optional", Optional.empty())).isEqualTo(NONE);
    assertThat(value("optional", null)).isEqualTo(NONE);
    assertThat(value("node", new Node(null, Level.LOW)).toString()).contains("name |-> None");
    assertThat(value("optional", Optional.of(new Node("n", Level.LOW))).toString()).contains("name |-> n");
    ToValue without = ToValue.of(type("string"), null, null);
    assertThatThrownBy(() -> without.of(null)).hasMessageContaining("it is null").hasMessageContaining("none = ");
  }

  @Test
  void a_function_prints_as_the_spec_s_does() {
    Map<String, Integer> map = Map.of("a", 1);
    assertThat(value("map", map)).hasToString("[a |-> 1]");
    Value overModelValues = Value.funOf(Map.of(Value.of("b"), Value.of(2)));
    assertThat(ToValue.of(type("map"), null, overModelValues).of(map)).hasToString("(a :> 1)");
    assertThat(value("numbered", Map.of(1, "x", 2, "y"))).hasToString("<<x, y>>");
    assertThat(value("numbered", Map.of(0, "x", 1, "y"))).hasToString("(0 :> x @@ 1 :> y)");
    assertThat(value("numbered", Map.of(2, "x"))).hasToString("(2 :> x)");
  }

  @Test
  void parameters_come_back_as_java_values() {
    assertThat(java("string", Value.of("a"))).isEqualTo("a");
    assertThat(java("number", Value.of(7))).isEqualTo(7);
    assertThat(java("big", Value.of(1L << 40))).isEqualTo(1L << 40);
    assertThat(java("huge", Value.of(5))).isEqualTo(BigInteger.valueOf(5));
    assertThat(java("bool", Value.of(false))).isEqualTo(false);
    assertThat(java("level", Value.of("HIGH"))).isEqualTo(Level.HIGH);
    assertThat(java("value", Value.of(1))).isEqualTo(Value.of(1));
    assertThat(java("valueSet", Value.setOf())).isEqualTo(Value.setOf());
    assertThat(java("set", Value.setOf(Value.of("a")))).isEqualTo(Set.of("a"));
    assertThat(java("list", Value.seqOf(Value.of(1)))).isEqualTo(List.of(1));
    assertThat(java("node", value("node", new Node("n", Level.HIGH)))).isEqualTo(new Node("n", Level.HIGH));
  }

  @Test
  void a_parameter_of_another_kind_says_what_is_expected() {
    assertThatThrownBy(() -> java("string", Value.of(1))).hasMessage("a string");
    assertThatThrownBy(() -> java("number", Value.of(1L << 40))).hasMessage("an int");
    assertThatThrownBy(() -> java("big", Value.of(BigInteger.TEN.pow(30)))).hasMessage("a long");
    assertThatThrownBy(() -> java("huge", Value.of("1"))).hasMessage("a whole number");
    assertThatThrownBy(() -> java("bool", Value.of("TRUE"))).hasMessage("TRUE or FALSE");
    assertThatThrownBy(() -> java("level", Value.of("MIDDLE"))).hasMessage("one of [LOW, HIGH]");
    assertThatThrownBy(() -> java("level", Value.of(1))).hasMessage("one of [LOW, HIGH]");
    assertThatThrownBy(() -> java("valueSet", Value.of(1))).hasMessage("a Set");
    assertThatThrownBy(() -> java("set", Value.seqOf())).hasMessage("a set");
    assertThatThrownBy(() -> java("list", Value.setOf())).hasMessage("a sequence");
    assertThatThrownBy(() -> java("node", Value.recOf(Map.of("name", Value.of("n")))))
        .hasMessage("a record with the fields [name, level]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "threads", "collection", "array", "real", "queue"})
  void other_types_are_named_with_what_to_use_instead(String field) {
    for (Runnable conversion : List.<Runnable>of(
        () -> ToValue.of(type(field), null, null), () -> FromValue.of(type(field)))) {
      assertThatThrownBy(conversion::run).isInstanceOf(Unconvertible.class)
          .hasMessageContaining("has no counterpart in TLA+; use a String");
    }
  }

  @Test
  void types_that_do_not_say_of_what_they_are_and_records_of_themselves_are_named() {
    assertThatThrownBy(() -> ToValue.of(type("raw"), null, null)).hasMessageContaining("give it type arguments");
    assertThatThrownBy(() -> ToValue.of(type("tree"), null, null)).hasMessageContaining("holds another of itself");
  }
}
