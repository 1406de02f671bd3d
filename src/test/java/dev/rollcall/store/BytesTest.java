package dev.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class BytesTest {

  private static int unsignedOrder(byte[] a, byte[] b) {
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i] != b[i]) {
        return (a[i] & 0xff) - (b[i] & 0xff);
      }
    }
    return a.length - b.length;
  }

  @Property
  void orderIsUnsignedAndAgreesWithEquality(@ForAll @Size(max = 3) byte[] a, @ForAll @Size(max = 3) byte[] b) {
    int order = Bytes.of(a).compareTo(Bytes.of(b));
    assertThat(Integer.signum(order)).isEqualTo(Integer.signum(unsignedOrder(a, b)));
    assertThat(Bytes.of(a).equals(Bytes.of(b))).isEqualTo(order == 0);
    assertThat(Bytes.of(a)).isEqualTo(Bytes.of(a)).hasSameHashCodeAs(Bytes.of(a));
  }

  @Property
  void nothingLiesBetweenBytesAndTheirSuccessor(@ForAll @Size(max = 3) byte[] a, @ForAll @Size(max = 3) byte[] b) {
    Bytes key = Bytes.of(a);
    Bytes other = Bytes.of(b);
    assertThat(KeyRange.single(key).contains(other)).isEqualTo(key.equals(other));
  }

  @Property
  void aPrefixRangeHoldsExactlyWhatBeginsWithThePrefix(
      @ForAll @Size(min = 1, max = 2) byte[] a, @ForAll @Size(max = 4) byte[] b) {
    Bytes prefix = Bytes.utf8("p").concat(Bytes.of(a));
    for (Bytes key : new Bytes[] {Bytes.of(b), Bytes.utf8("p").concat(Bytes.of(b)), prefix.concat(Bytes.of(b))}) {
      assertThat(KeyRange.prefix(prefix).contains(key)).isEqualTo(key.startsWith(prefix));
    }
  }

  @Property
  void littleEndianNumbersReadBackAndBigEndianOnesSort(@ForAll long a, @ForAll long b) {
    assertThat(Bytes.littleEndian(a).littleEndianLong()).isEqualTo(a);
    int order = Bytes.bigEndian(a).compareTo(Bytes.bigEndian(b));
    assertThat(Integer.signum(order)).isEqualTo(Long.compareUnsigned(a, b));
  }

  @Property
  void partsJoinToTheWhole(@ForAll byte[] a, @ForAll byte[] b) {
    Bytes joined = Bytes.of(a).concat(Bytes.of(b));
    assertThat(joined.slice(0, a.length).toByteArray()).isEqualTo(a);
    assertThat(joined.slice(a.length, joined.length()).toByteArray()).isEqualTo(b);
  }

  @Example
  void theArraysBytesAreMadeOfStayPrivate() {
    byte[] source = {1};
    Bytes bytes = Bytes.of(source);
    source[0] = 2;
    bytes.toByteArray()[0] = 3;
    assertThat(bytes.get(0)).isEqualTo((byte) 1);
  }

  @Example
  void bytesPrintReadably() {
    assertThat(Bytes.utf8("a/\\").concat(Bytes.of((byte) 0, (byte) 0xff))).hasToString("a/\\\\\\x00\\xff");
    assertThat(Bytes.utf8("é").toUtf8()).isEqualTo("é");
    assertThat(Bytes.utf8("é").toByteArray()).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
  }

  @Example
  void thereIsNoEndAfterTheLastPrefix() {
    assertThatThrownBy(() -> KeyRange.prefix(Bytes.of((byte) 0xff))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KeyRange.prefix(Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Bytes.of((byte) 7, (byte) 0xff).prefixEnd()).isEqualTo(Bytes.of((byte) 8));
  }

  @Example
  void aRangeDoesNotEndBeforeItBegins() {
    assertThatThrownBy(() -> new KeyRange(Bytes.utf8("b"), Bytes.utf8("a")))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'b'");
  }
}
