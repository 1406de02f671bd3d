package dev.rollcall.protocol.schema;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import java.util.function.Function;

/** Takes a value apart, and says what is wrong with it. Not thread-safe. */
final class ValueReader {
  private final Bytes key;
  private final Bytes value;
  private final int version;
  private int position;

  /**
   * @throws DamagedValueException if the value is missing its version or has another one
   */
  ValueReader(Bytes key, Bytes value, int version) {
    this(key, value, version, version);
  }

  /**
   * @param oldest the first version that is known
   * @param newest the last one
   * @throws DamagedValueException if the value is missing its version or has one that is not known
   */
  ValueReader(Bytes key, Bytes value, int oldest, int newest) {
    this.key = key;
    this.value = value;
    this.version = readByte();
    if (version < oldest || version > newest) {
      throw new DamagedValueException(key, "has encoding version " + version + ", this code knows " + oldest
          + (newest > oldest ? " to " + newest : ""));
    }
  }

  /** The version of the value's encoding. */
  int version() {
    return version;
  }

  int readByte() {
    require(1);
    return value.get(position++) & 0xff;
  }

  boolean readFlag() {
    int flag = readByte();
    if (flag > 1) {
      throw new DamagedValueException(key, "byte " + (position - 1) + " is " + flag + " where 0 or 1 belongs");
    }
    return flag == 1;
  }

  long readLong() {
    require(Long.BYTES);
    long result = value.bigEndianLong(position);
    position += Long.BYTES;
    return result;
  }

  /**
   * A number that is never below its least value.
   *
   * @param what it is, to say so where it is out of range: "its term"
   */
  long readNumber(String what, long least) {
    long number = readLong();
    if (number < least) {
      throw DamagedValueException.outOfRange(key, what, number, least);
    }
    return number;
  }

  /** The key whose value this is, to name it where a part of the value is decoded by itself. */
  Bytes key() {
    return key;
  }

  /** Another encoded value, which stands behind its length. */
  Bytes readValue() {
    long length = readLong();
    if (length < 0 || length > value.length() - position) {
      throw new DamagedValueException(
          key, "has " + (value.length() - position) + " bytes left where " + length + " are to follow");
    }
    Bytes part = value.slice(position, position + (int) length);
    position += part.length();
    return part;
  }

  String readText() {
    Bytes utf8 = readValue();
    String text = utf8.toUtf8();
    // What is not UTF-8 became a replacement character, which encodes to other bytes unless it was one.
    if (text.indexOf('\uFFFD') >= 0 && !Bytes.utf8(text).equals(utf8)) {
      throw new DamagedValueException(key, "its text is not UTF-8");
    }
    return text;
  }

  NodeId readNodeId() {
    return readName(NodeId::of);
  }

  ActorId readActorId() {
    return readName(ActorId::of);
  }

  private <T> T readName(Function<String, T> named) {
    String text = readText();
    try {
      return named.apply(text);
    } catch (IllegalArgumentException e) {
      throw new DamagedValueException(key, e.getMessage());
    }
  }

  void end() {
    if (position != value.length()) {
      throw new DamagedValueException(key, (value.length() - position) + " bytes too many");
    }
  }

  private void require(int bytes) {
    if (position + bytes > value.length()) {
      throw new DamagedValueException(
          key, "ends after " + value.length() + " bytes, where byte " + (position + bytes) + " is needed");
    }
  }
}
