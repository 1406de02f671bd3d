package dev.rollcall.conformance.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads values from TLA+ text, as TLC prints them and {@link TlaWriter} writes them: numbers, {@code TRUE},
 * strings, model values under their names, <code>{a, b}</code>, {@code 1..3}, {@code <<a, b>>}, {@code [f |-> a]},
 * {@code (k :> a @@ l :> b)}. Nothing is evaluated: a value that TLC prints as an expression, such as {@code SUBSET
 * S}, is refused. Values are bounded by {@link ItfLimits#DEFAULT}. Thread-safe: each call stands alone.
 */
public final class TlaReader {
  private static final ItfLimits LIMITS = ItfLimits.DEFAULT;

  private final TlaInput in;
  private int depth;

  private TlaReader(String text) {
    this.in = new TlaInput(text);
  }

  /**
   * The value that the whole text is.
   *
   * @throws TlaFormatException if it is none
   */
  public static Value value(String text) {
    TlaReader reader = new TlaReader(text);
    Value value = reader.value();
    reader.in.expectEnd();
    return value;
  }

  /**
   * Names with their values, written {@code a = 1, b = {2}}, in their order; a blank text has none.
   *
   * @throws TlaFormatException if the text is anything else
   */
  public static Map<String, Value> equations(String text) {
    TlaReader reader = new TlaReader(text);
    Map<String, Value> values = new LinkedHashMap<>();
    if (!text.isBlank()) {
      reader.pairs(values, reader::name, "=", ",");
    }
    reader.in.expectEnd();
    return values;
  }

  private Value value() {
    if (++depth > LIMITS.depth()) {
      throw in.failure(in.place(), "values nest more than " + LIMITS.depth() + " deep");
    }
    Value value = switch (in.peek()) {
      case '{' -> Value.setOf(elements("{", "}"));
      case '<' -> Value.seqOf(elements("<<", ">>"));
      case '[' -> Value.recOf(pairs("[", this::name, "|->", ",", "]"));
      case '(' -> Value.funOf(pairs("(", this::value, ":>", "@@", ")"));
      case '"' -> Value.of(in.string());
      default -> plain();
    };
    depth--;
    return value;
  }

  private List<Value> elements(String open, String close) {
    in.expect(open);
    List<Value> elements = new ArrayList<>();
    if (in.accept(close)) {
      return elements;
    }
    do {
      elements.add(value());
      bound(elements.size());
    } while (in.accept(","));
    in.expect(close);
    return elements;
  }

  private <K> Map<K, Value> pairs(String open, Supplier<K> key, String between, String after, String close) {
    in.expect(open);
    Map<K, Value> pairs = new HashMap<>();
    pairs(pairs, key, between, after);
    in.expect(close);
    return pairs;
  }

  private <K> void pairs(Map<K, Value> into, Supplier<K> key, String between, String after) {
    do {
      int start = in.place();
      K name = key.get();
      in.expect(between);
      if (into.put(name, value()) != null) {
        throw in.failure(start, name + " stands here twice");
      }
      bound(into.size());
    } while (in.accept(after));
  }

  private String name() {
    return in.word("a name");
  }

  /** What has no marks around it: a number, an interval, a Boolean, or a model value. */
  private Value plain() {
    int start = in.place();
    boolean negative = in.accept("-");
    String word = in.word("a value");
    if (word.chars().allMatch(c -> c >= '0' && c <= '9')) {
      BigInteger number = number(start, negative, word);
      return in.accept("..") ? interval(number) : small(number);
    } else if (negative) {
      throw in.failure(start, "-" + word + " is no number");
    }
    return word.equals("TRUE") || word.equals("FALSE") ? Value.of(word.equals("TRUE")) : Value.of(word);
  }

  private BigInteger number(int start, boolean negative, String digits) {
    if (digits.length() >= LIMITS.integerDigits()) {
      throw in.failure(start, "a number has more than " + LIMITS.integerDigits() + " digits");
    }
    BigInteger number = new BigInteger(digits);
    return negative ? number.negate() : number;
  }

  /** Small numbers are made once. */
  private static Value small(BigInteger number) {
    return number.bitLength() < Long.SIZE ? Value.of(number.longValue()) : Value.of(number);
  }

  private Value interval(BigInteger first) {
    int start = in.place();
    if (!(plain() instanceof Value.Int last)) {
      throw in.failure(start, "an interval ends with a number");
    }
    if (last.value().subtract(first).compareTo(BigInteger.valueOf(LIMITS.elements())) >= 0) {
      bound(LIMITS.elements() + 1);
    }
    List<Value> elements = new ArrayList<>();
    for (BigInteger next = first; next.compareTo(last.value()) <= 0; next = next.add(BigInteger.ONE)) {
      elements.add(small(next));
    }
    return Value.setOf(elements);
  }

  private void bound(int size) {
    if (size > LIMITS.elements()) {
      throw in.failure(in.place(), "a value has more than " + LIMITS.elements() + " elements");
    }
  }
}
