package dev.rollcall.runtime.probe;

import dev.rollcall.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * Frames as bytes; docs/probes.md shows them. What comes in is refused by a type of its own, whatever it is. Not
 * thread-safe.
 */
final class FrameCodec {
  static final int MAGIC = 0x52435042; // "RCPB"
  static final int VERSION = 1;
  static final int HEADER_BYTES = Integer.BYTES + 2 + Short.BYTES;
  static final int MAC_BYTES = 32;
  static final int MAX_NAME_BYTES = 128;

  private static final int FIXED_BYTES = HEADER_BYTES + 3 * Long.BYTES + MAC_BYTES;

  /** The longest frame: three names of the greatest length. */
  static final int MAX_BYTES = FIXED_BYTES + 3 * (1 + MAX_NAME_BYTES);

  private static final int MIN_BYTES = FIXED_BYTES + 3 * (1 + 1);

  private final Mac mac;

  FrameCodec(ProbeSecret secret) {
    this.mac = secret.newMac();
  }

  /** The whole frame. Its names are those of nodes and clusters, so it is never longer than {@link #MAX_BYTES}. */
  byte[] encode(ProbeFrame frame) {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    bytes.putInt(MAGIC).put((byte) VERSION).put((byte) frame.kind().code()).putShort((short) 0);
    bytes.putLong(frame.nonce().high()).putLong(frame.nonce().low()).putLong(frame.incarnation());
    putName(bytes, frame.cluster());
    putName(bytes, frame.from().value());
    putName(bytes, frame.to().value());
    int length = bytes.position() + MAC_BYTES;
    bytes.putShort(HEADER_BYTES - Short.BYTES, (short) length);
    bytes.put(macOf(bytes.array(), bytes.position()));
    return Arrays.copyOf(bytes.array(), length);
  }

  private static void putName(ByteBuffer bytes, String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    bytes.put((byte) ascii.length).put(ascii);
  }

  /**
   * How long the frame is that begins with this header.
   *
   * @param bytes at least the header, from index 0
   */
  static int lengthOf(ByteBuffer bytes) throws FrameRefusedException {
    FrameRefusedException.unless(bytes.getInt(0) == MAGIC, ProbeRefusal.NO_FRAME);
    FrameRefusedException.unless(bytes.get(Integer.BYTES) == VERSION, ProbeRefusal.OTHER_VERSION);
    int length = Short.toUnsignedInt(bytes.getShort(HEADER_BYTES - Short.BYTES));
    FrameRefusedException.unless(length <= MAX_BYTES, ProbeRefusal.TOO_LONG);
    FrameRefusedException.unless(length >= MIN_BYTES, ProbeRefusal.MALFORMED);
    return length;
  }

  /**
   * The frame in these bytes. Nothing is looked at before the MAC is found right.
   *
   * @param bytes as many as {@link #lengthOf} says
   */
  ProbeFrame decode(byte[] bytes) throws FrameRefusedException {
    int signed = bytes.length - MAC_BYTES;
    byte[] claimed = Arrays.copyOfRange(bytes, signed, bytes.length);
    FrameRefusedException.unless(MessageDigest.isEqual(macOf(bytes, signed), claimed), ProbeRefusal.WRONG_MAC);
    ByteBuffer fields = ByteBuffer.wrap(bytes, 0, signed).position(Integer.BYTES + 1);
    ProbeFrame.Kind kind = kind(fields.get());
    fields.position(HEADER_BYTES);
    ProbeFrame.Nonce nonce = new ProbeFrame.Nonce(fields.getLong(), fields.getLong());
    long incarnation = fields.getLong();
    NodeId cluster = name(fields);
    NodeId from = name(fields);
    NodeId to = name(fields);
    FrameRefusedException.unless(!fields.hasRemaining() && incarnation >= 0, ProbeRefusal.MALFORMED);
    return new ProbeFrame(kind, nonce, incarnation, cluster.value(), from, to);
  }

  private static ProbeFrame.Kind kind(int code) throws FrameRefusedException {
    for (ProbeFrame.Kind kind : ProbeFrame.Kind.values()) {
      if (kind.code() == code) {
        return kind;
      }
    }
    throw new FrameRefusedException(ProbeRefusal.MALFORMED);
  }

  /** Names of clusters have the form of node ids. */
  private static NodeId name(ByteBuffer fields) throws FrameRefusedException {
    FrameRefusedException.unless(fields.hasRemaining(), ProbeRefusal.MALFORMED);
    int length = Byte.toUnsignedInt(fields.get());
    FrameRefusedException.unless(length <= fields.remaining(), ProbeRefusal.MALFORMED);
    byte[] ascii = new byte[length];
    fields.get(ascii);
    try {
      return NodeId.of(new String(ascii, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new FrameRefusedException(ProbeRefusal.MALFORMED);
    }
  }

  private byte[] macOf(byte[] bytes, int length) {
    mac.update(bytes, 0, length);
    return mac.doFinal();
  }
}
