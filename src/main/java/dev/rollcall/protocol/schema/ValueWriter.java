package dev.rollcall.protocol.schema;

import dev.rollcall.store.Bytes;
import java.util.Arrays;

/** Appends the fields of a value behind its version byte. Not thread-safe. */
final class ValueWriter {
  private byte[] bytes = new byte[32];
  private int length;

  ValueWriter(int version) {
    writeByte(version);
  }

  ValueWriter writeByte(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /** Eight bytes, most significant first. */
  ValueWriter writeLong(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** UTF-8 behind its length: so a text that lost its end is noticed. */
  ValueWriter writeText(String text) {
    return writeValue(Bytes.utf8(text));
  }

  /** Another encoded value behind its length. */
  ValueWriter writeValue(Bytes value) {
    writeLong(value.length());
    reserve(value.length());
    value.copyTo(bytes, length);
    length += value.length();
    return this;
  }

  Bytes toBytes() {
    return Bytes.of(Arrays.copyOf(bytes, length));
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
