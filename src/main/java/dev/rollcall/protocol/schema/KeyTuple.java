package dev.rollcall.protocol.schema;

import dev.rollcall.store.Bytes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Keys made of names, encoded as FoundationDB's tuple layer encodes a tuple of strings: each is a byte 2, its UTF-8
 * and a byte 0. So keys sort by their first name, then by their second; no name's keys lie among another's; and any
 * tool that knows the layer can read them. Names contain no character 0.
 */
final class KeyTuple {
  /** The type code of a string. */
  private static final byte STRING = 2;

  private static final byte END = 0;

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

  /** The names that these bytes encode; empty if they encode anything else. */
  static Optional<List<String>> names(Bytes key) {
    List<String> names = new ArrayList<>();
    return read(key, names) == key.length() ? Optional.of(names) : Optional.empty();
  }

  /** The names that these bytes begin with, whatever follows. */
  static List<String> leading(Bytes key) {
    List<String> names = new ArrayList<>();
    read(key, names);
    return names;
  }

  /** Reads the names that the key begins with, and returns where they end. */
  private static int read(Bytes key, List<String> names) {
    int begin = 0;
    while (begin < key.length() && key.get(begin) == STRING) {
      int end = begin + 1;
      while (end < key.length() && key.get(end) != END) {
        end++;
      }
      if (end == key.length()) {
        return begin;
      }
      names.add(key.slice(begin + 1, end).toUtf8());
      begin = end + 1;
    }
    return begin;
  }

  /** The key as people read it: what it is made of as a path where that are names, otherwise its bytes. */
  static String describe(Bytes key) {
    List<String> names = new ArrayList<>();
    int end = read(key, names);
    String path = String.join("/", names);
    if (names.isEmpty() || end < key.length() && key.get(end) != VERSIONSTAMP.get(0)) {
      return key.toString();
    }
    return end == key.length()
        ? path : path + "/" + HexFormat.of().formatHex(key.slice(end + 1, key.length()).toByteArray());
  }
}
