package dev.rollcall.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.apple.foundationdb.tuple.Tuple;
import dev.rollcall.store.Bytes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
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
