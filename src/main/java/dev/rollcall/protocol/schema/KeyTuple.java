package dev.rollcall.protocol.schema;

import dev.rollcall.store.Bytes;
import java.util.ArrayList;
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
    int begin = 0;
    while (begin < key.length()) {
      int end = begin + 1;
      while (end < key.length() && key.get(end) != END) {
        end++;
      }
      if (key.get(begin) != STRING || end == key.length()) {
        return Optional.empty();
      }
      names.add(key.slice(begin + 1, end).toUtf8());
      begin = end + 1;
    }
    return Optional.of(names);
  }

  /** The key as people read it: its names as a path where it is made of names, otherwise its bytes. */
  static String describe(Bytes key) {
    return names(key).filter(names -> !names.isEmpty()).map(names -> String.join("/", names)).orElseGet(key::toString);
  }
}
