package dev.rollcall.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.NodeId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.Mac;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Frames come back as they went, and nothing else is taken for one. */
class FrameCodecTest {
  private final FrameCodec codec = new FrameCodec(Members.SECRET);

  @Provide
  Arbitrary<ProbeFrame> frames() {
    Arbitrary<String> names = Arbitraries.strings().withCharRange('a', 'z').withCharRange('0', '9')
        .withChars("._:-").ofMinLength(1).ofMaxLength(128);
    Arbitrary<ProbeFrame.Nonce> nonces =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(ProbeFrame.Nonce::new);
    return Combinators.combine(Arbitraries.of(ProbeFrame.Kind.values()), nonces,
            Arbitraries.longs().greaterOrEqual(0), names, names.map(NodeId::of), names.map(NodeId::of))
        .as(ProbeFrame::new);
  }

  private static ProbeRefusal refusal(ThrowingCallable call) {
    ProbeRefusal[] reason = new ProbeRefusal[1];
    assertThatThrownBy(call).isInstanceOfSatisfying(FrameRefusedException.class, e -> reason[0] = e.reason());
    return reason[0];
  }

  @Property
  void aFrameComesBackAsItWent(@ForAll("frames") ProbeFrame frame) throws FrameRefusedException {
    byte[] bytes = codec.encode(frame);
    assertThat(FrameCodec.lengthOf(ByteBuffer.wrap(bytes))).isEqualTo(bytes.length)
        .isLessThanOrEqualTo(FrameCodec.MAX_BYTES);
    assertThat(codec.decode(bytes)).isEqualTo(frame);
  }

  @Property
  void aFlippedBitIsNoticed(@ForAll("frames") ProbeFrame frame, @ForAll @IntRange(max = 8 * 451) int at) {
    byte[] bytes = codec.encode(frame);
    int bit = at % (8 * bytes.length);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    assertThat(refusal(() -> codec.decode(bytes))).isEqualTo(ProbeRefusal.WRONG_MAC);
  }

  @Property(tries = 100)
  void aFrameOfAnotherSecretIsRefused(@ForAll("frames") ProbeFrame frame) {
    byte[] bytes = new FrameCodec(Members.secret("another secret..")).encode(frame);
    assertThat(refusal(() -> codec.decode(bytes))).isEqualTo(ProbeRefusal.WRONG_MAC);
  }

  /** Whoever knows the secret can still get the fields wrong. */
  @Property
  void signedNoiseIsMalformedOrEncodesToItself(@ForAll("frames") ProbeFrame frame, @ForAll byte[] noise) {
    byte[] bytes = codec.encode(frame);
    System.arraycopy(noise, 0, bytes, 5, Math.min(noise.length, bytes.length - 5 - FrameCodec.MAC_BYTES));
    ByteBuffer.wrap(bytes).putShort(6, (short) bytes.length);
    sign(bytes);
    try {
      assertThat(codec.encode(codec.decode(bytes))).isEqualTo(bytes);
    } catch (FrameRefusedException e) {
      assertThat(e.reason()).isEqualTo(ProbeRefusal.MALFORMED);
    }
  }

  @Property(tries = 200)
  void signedFieldsThatLostTheirEndAreMalformed(
      @ForAll("frames") ProbeFrame frame, @ForAll @IntRange(min = 1, max = 386) int lost) {
    byte[] whole = codec.encode(frame);
    int length = Math.max(70, whole.length - lost);
    byte[] bytes = Arrays.copyOf(whole, length);
    sign(bytes);
    if (length < whole.length) {
      assertThat(refusal(() -> codec.decode(bytes))).isEqualTo(ProbeRefusal.MALFORMED);
    }
  }

  /** Gives bytes the MAC that fits them. */
  static void sign(byte[] bytes) {
    Mac mac = Members.SECRET.newMac();
    int signed = bytes.length - FrameCodec.MAC_BYTES;
    mac.update(bytes, 0, signed);
    System.arraycopy(mac.doFinal(), 0, bytes, signed, FrameCodec.MAC_BYTES);
  }
}
