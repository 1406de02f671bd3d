package dev.rollcall.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable byte string, ordered as stores order their keys: byte by byte, unsigned, a prefix before
 * what it prefixes. Safe to share between threads.
 */
public final class Bytes implements Comparable<Bytes> {

  /** The byte string of length 0, the first in order. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;
  private int hash;

  private Bytes(byte[] owned) {
    this.bytes = owned;
  }

  /** A copy of {@code bytes}. */
  public static Bytes of(byte... bytes) {
    return new Bytes(bytes.clone());
  }

  /** The UTF-8 encoding of {@code text}. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code value} in 8 bytes, lowest first: the form {@link Transaction#add} counts in. */
  public static Bytes littleEndian(long value) {
    return new Bytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  /** {@code value} in 8 bytes, highest first, so that keys made of non-negative numbers sort by number. */
  public static Bytes bigEndian(long value) {
    return new Bytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /** The number of bytes. */
  public int length() {
    return bytes.length;
  }

  /**
   * The byte at {@code index}.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public byte get(int index) {
    return bytes[index];
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** Copies the bytes into {@code target}, the first at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
  }

  /** The bytes read as UTF-8; what is not UTF-8 becomes replacement characters. */
  public String toUtf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * The number these bytes stand for, lowest byte first: missing high bytes are 0 and bytes past the
   * eighth are ignored, as FoundationDB's ADD reads its operand.
   */
  public long littleEndianLong() {
    long value = 0;
    for (int i = Math.min(bytes.length, Long.BYTES) - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  /**
   * The number that the 8 bytes at {@code offset} stand for, highest byte first, as {@link #bigEndian} writes it.
   *
   * @throws IndexOutOfBoundsException if there are fewer
   */
  public long bigEndianLong(int offset) {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | bytes[offset + i] & 0xff;
    }
    return value;
  }

  /** These bytes followed by those of {@code other}. */
  public Bytes concat(Bytes other) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + other.bytes.length);
    System.arraycopy(other.bytes, 0, joined, bytes.length, other.bytes.length);
    return new Bytes(joined);
  }

  /**
   * The bytes from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IndexOutOfBoundsException if these bytes have no such part
   */
  public Bytes slice(int from, int to) {
    if (from < 0 || to > bytes.length || from > to) {
      throw new IndexOutOfBoundsException("no slice " + from + ".." + to + " of " + bytes.length + " bytes");
    }
    return new Bytes(Arrays.copyOfRange(bytes, from, to));
  }

  /** Whether these bytes begin with {@code prefix}. */
  public boolean startsWith(Bytes prefix) {
    int length = prefix.bytes.length;
    return bytes.length >= length && Arrays.equals(bytes, 0, length, prefix.bytes, 0, length);
  }

  /** The next byte string in order: these bytes and a zero. */
  public Bytes successor() {
    return new Bytes(Arrays.copyOf(bytes, bytes.length + 1));
  }

  /**
   * The first byte string that is after every one beginning with these bytes, known as {@code strinc}.
   *
   * @throws IllegalArgumentException if there is none, that is if all bytes are 0xFF or there are none
   */
  public Bytes prefixEnd() {
    int last = bytes.length - 1;
    while (last >= 0 && bytes[last] == (byte) 0xff) {
      last--;
    }
    if (last < 0) {
      throw new IllegalArgumentException("no key is after all keys with prefix '" + this + "'; give an end instead");
    }
    byte[] end = Arrays.copyOf(bytes, last + 1);
    end[last]++;
    return new Bytes(end);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      // Racing threads compute the same number, so the unguarded write is safe.
      h = Arrays.hashCode(bytes);
      hash = h;
    }
    return h;
  }

  /** Printable ASCII as it is, a backslash doubled, every other byte as {@code \xNN}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      if (b == '\\') {
        text.append("\\\\");
      } else if (b >= ' ' && b <= '~') {
        text.append((char) b);
      } else {
        text.append(String.format("\\x%02x", b & 0xff));
      }
    }
    return text.toString();
  }
}
