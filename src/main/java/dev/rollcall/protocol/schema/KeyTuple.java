package dev.rollcall.protocol.schema;

import dev.rollcall.store.Bytes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keys made of names and numbers, encoded as FoundationDB's tuple layer encodes a tuple of strings and integers. A
 * string is a byte 2, its UTF-8 and a byte 0. An integer is a byte that is 20 more than the number of bytes that
 * follow, as few as there can be, highest first. So keys sort by their first element, then by their second; no
 * element's keys lie among another's; and any tool that knows the layer can read them. Names contain no character 0;
 * numbers are not negative.
 */
final class KeyTuple {
  /** The type code of a string. */
  private static final byte STRING = 2;

  private static final byte END = 0;

  /** The type code of the integer 0; those of longer ones follow. */
  private static final byte ZERO = 20;

  /** The type code of a versionstamp, which is followed by its 12 bytes. */
  static final Bytes VERSIONSTAMP = Bytes.of((byte) 0x33);

  private KeyTuple() {}

  /** The encoded names; two encodings one after the other are the encoding of both. */
  static Bytes of(String... names) {
    Bytes key = Bytes.EMPTY;
    for (String name : names) {
      key = key.concat(Bytes.of(STRING)).concat(Bytes.utf8(name)).concat(Bytes.of(END));
    }
    return key;
  }

  /**
   * The encoded number, to stand before or behind others.
   *
   * @throws IllegalArgumentException if it is negative
   */
  static Bytes of(long number) {
    if (number < 0) {
      throw new IllegalArgumentException(number + " is negative, which no number in a key is");
    }
    int length = (Long.SIZE - Long.numberOfLeadingZeros(number) + Byte.SIZE - 1) / Byte.SIZE;
    Bytes digits = Bytes.bigEndian(number);
    return Bytes.of((byte) (ZERO + length)).concat(digits.slice(Long.BYTES - length, Long.BYTES));
  }

  /** The names and numbers, as strings and longs, that these bytes encode; empty if they encode anything else. */
  static Optional<List<Object>> elements(Bytes key) {
    List<Object> elements = new ArrayList<>();
    return read(key, elements) == key.length() ? Optional.of(elements) : Optional.empty();
  }

  /** The names that these bytes encode; empty if they encode anything else. */
  static Optional<List<String>> names(Bytes key) {
    return elements(key).filter(all -> all.stream().allMatch(String.class::isInstance))
        .map(all -> all.stream().map(String.class::cast).toList());
  }

  /** The names that these bytes begin with, whatever follows. */
  static List<String> leading(Bytes key) {
    List<Object> elements = new ArrayList<>();
    read(key, elements);
    return elements.stream().takeWhile(String.class::isInstance).map(String.class::cast).toList();
  }

  /** Reads the elements that the key begins with, and returns where they end. */
  private static int read(Bytes key, List<Object> elements) {
    int begin = 0;
    int end = begin;
    while (begin < key.length() && (end = endOfElement(key, begin)) > begin) {
      elements.add(key.get(begin) == STRING ? key.slice(begin + 1, end - 1).toUtf8() : number(key, begin + 1, end));
      begin = end;
    }
    return begin;
  }

  /** Where the element that begins here ends; here if none does. */
  private static int endOfElement(Bytes key, int begin) {
    int code = key.get(begin);
    int end = begin + 1;
    if (code == STRING) {
      while (end < key.length() && key.get(end) != END) {
        end++;
      }
      return end == key.length() ? begin : end + 1;
    }
    end += code - ZERO;
    boolean isNumber = code >= ZERO && code <= ZERO + Long.BYTES && end <= key.length();
    boolean isShortest = isNumber && (code == ZERO || key.get(begin + 1) != 0);
    return isShortest && number(key, begin + 1, end) >= 0 ? end : begin;
  }

  private static long number(Bytes key, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number << Byte.SIZE | key.get(i) & 0xff;
    }
    return number;
  }

  /** The key as people read it: what it is made of as a path where that are names, otherwise its bytes. */
  static String describe(Bytes key) {
    List<Object> elements = new ArrayList<>();
    int end = read(key, elements);
    String path = elements.stream().map(Object::toString).collect(Collectors.joining("/"));
    if (elements.isEmpty() || end < key.length() && key.get(end) != VERSIONSTAMP.get(0)) {
      return key.toString();
    }
    return end == key.length()
        ? path : path + "/" + HexFormat.of().formatHex(key.slice(end + 1, key.length()).toByteArray());
  }
}
