package dev.rollcall.store.fdb;

import com.apple.foundationdb.Range;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import java.util.Arrays;
import java.util.List;

/** The keys of a store and what they are in the cluster, where all begin with one prefix. Immutable. */
final class KeyPrefix {
  private final byte[] prefix;

  KeyPrefix(byte[] prefix) {
    this.prefix = prefix;
  }

  /** The prefix and then the key. */
  byte[] in(Bytes key) {
    byte[] absolute = Arrays.copyOf(prefix, prefix.length + key.length());
    key.copyTo(absolute, prefix.length);
    return absolute;
  }

  Range in(KeyRange range) {
    return new Range(in(range.begin()), in(range.end()));
  }

  int length() {
    return prefix.length;
  }

  List<KeyValue> out(List<com.apple.foundationdb.KeyValue> entries) {
    return entries.stream().map(entry -> {
      byte[] key = entry.getKey();
      return new KeyValue(Bytes.of(Arrays.copyOfRange(key, prefix.length, key.length)), Bytes.of(entry.getValue()));
    }).toList();
  }
}
