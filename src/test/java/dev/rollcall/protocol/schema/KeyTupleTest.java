package dev.rollcall.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apple.foundationdb.tuple.Tuple;
import dev.rollcall.store.Bytes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Keys are what FoundationDB's tuple layer makes of the same names. */
class KeyTupleTest {

  /** Without lone surrogates, which are no text, and without character 0, which no name has. */
  @Provide
  Arbitrary<List<String>> names() {
    Arbitrary<String> some = Arbitraries.oneOf(Arbitraries.strings().withCharRange('\u0001', '\uD7FF'),
        Arbitraries.strings().alpha(), Arbitraries.of("", "日本", "\uD83D\uDE00", "\u0001", "\u00FF"));
    return some.list().ofMaxSize(4);
  }

  private static Bytes packed(List<String> names) {
    return Bytes.of(Tuple.fromList(names).pack());
  }

  private static Bytes encoded(List<String> names) {
    return KeyTuple.of(names.toArray(String[]::new));
  }

  @Property
  void aKeyIsEncodedAsTheLayerEncodesIt(@ForAll("names") List<String> names) {
    assertThat(encoded(names)).isEqualTo(packed(names));
    assertThat(KeyTuple.names(encoded(names))).contains(names);
  }

  private static Bytes encoded(Object element) {
    return element instanceof String name ? KeyTuple.of(name) : KeyTuple.of((long) element);
  }

  private static Bytes encodedAll(List<Object> elements) {
    return elements.stream().map(KeyTupleTest::encoded).reduce(Bytes.EMPTY, Bytes::concat);
  }

  /** Names and numbers; of these many at which the number of bytes changes. */
  @Provide
  Arbitrary<List<Object>> mixed() {
    Arbitrary<Object> numbers = Arbitraries.oneOf(Arbitraries.longs().between(0, Long.MAX_VALUE),
        Arbitraries.integers().between(0, 62).flatMap(bit -> Arbitraries.of((1L << bit) - 1, 1L << bit)),
        Arbitraries.of(0L, 255L, 256L, Long.MAX_VALUE)).map(number -> number);
    Arbitrary<Object> some = Arbitraries.oneOf(
        Arbitraries.strings().alpha().ofMaxLength(3), Arbitraries.of("", "日本")).map(name -> name);
    return Arbitraries.oneOf(numbers, some).list().ofMaxSize(4);
  }

  @Property
  void numbersAreEncodedAsTheLayerEncodesThem(@ForAll("mixed") List<Object> elements) {
    assertThat(encodedAll(elements)).isEqualTo(Bytes.of(Tuple.fromList(elements).pack()));
    assertThat(KeyTuple.elements(encodedAll(elements))).contains(elements);
  }

  @Property
  void numbersSortAsNumbers(@ForAll("mixed") List<Object> one, @ForAll("mixed") List<Object> other) {
    int inOrder = Tuple.fromList(one).compareTo(Tuple.fromList(other));
    assertThat(Integer.signum(encodedAll(one).compareTo(encodedAll(other)))).isEqualTo(Integer.signum(inOrder));
  }

  @Property
  void bytesThatAreReadAsATupleAreItsEncoding(@ForAll("tuplelike") byte[] bytes) {
    KeyTuple.elements(Bytes.of(bytes)).filter(elements -> !elements.toString().contains("\uFFFD"))
        .ifPresent(elements -> assertThat(encodedAll(elements)).isEqualTo(Bytes.of(bytes)));
  }

  @Provide
  Arbitrary<byte[]> tuplelike() {
    Arbitrary<Byte> codes = Arbitraries.of((byte) 0, (byte) 2, (byte) 'a', (byte) 19, (byte) 20, (byte) 21, (byte) 22,
        (byte) 28, (byte) 29, (byte) 0x7f, (byte) 0x80);
    return codes.array(byte[].class).ofMaxSize(12);
  }

  @Example
  void aNumberThatIsNegativeOrNotTheShortestIsNone() {
    assertThatThrownBy(() -> KeyTuple.of(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(KeyTuple.elements(Bytes.of((byte) 21, (byte) 0))).isEmpty();
    assertThat(KeyTuple.elements(Bytes.of(Tuple.from(-1).pack()))).isEmpty();
    assertThat(KeyTuple.describe(KeyTuple.of("a", "b").concat(KeyTuple.of(258)))).isEqualTo("a/b/258");
  }

  @Property
  void keysSortAsTheLayersTuplesDo(@ForAll("names") List<String> one, @ForAll("names") List<String> other) {
    int inOrder = Tuple.fromList(one).compareTo(Tuple.fromList(other));
    assertThat(Integer.signum(encoded(one).compareTo(encoded(other)))).isEqualTo(Integer.signum(inOrder));
  }

  @Property
  void bytesOfNoTupleOfNamesHaveNoNames(@ForAll byte[] bytes) {
    Bytes key = Bytes.of(bytes);
    KeyTuple.names(key).ifPresent(names -> assertThat(names).allMatch(name -> name.indexOf('\u0000') < 0));
    assertThat(KeyTuple.describe(key)).isNotNull();
  }
}
