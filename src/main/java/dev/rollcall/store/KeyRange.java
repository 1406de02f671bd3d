package dev.rollcall.store;

import java.util.Objects;

/** The keys from {@code begin} (inclusive) to {@code end} (exclusive). Immutable. */
public record KeyRange(Bytes begin, Bytes end) {

  /** Every key an application may use. */
  public static final KeyRange ALL = new KeyRange(Bytes.EMPTY, Bytes.of((byte) 0xff));

  /**
   * @throws IllegalArgumentException if {@code begin} is after {@code end} (FoundationDB 2005)
   */
  public KeyRange {
    Objects.requireNonNull(begin, "begin");
    Objects.requireNonNull(end, "end");
    if (begin.compareTo(end) > 0) {
      throw new IllegalArgumentException("range begins at '" + begin + "', after its end '" + end + "'");
    }
  }

  /**
   * The keys that begin with {@code prefix}, itself included.
   *
   * @throws IllegalArgumentException if {@code prefix} is empty or all 0xFF, so that no key ends the range
   */
  public static KeyRange prefix(Bytes prefix) {
    return new KeyRange(prefix, prefix.prefixEnd());
  }

  /** The range that holds {@code key} alone. */
  public static KeyRange single(Bytes key) {
    return new KeyRange(key, key.successor());
  }

  /** Whether {@code key} is in this range. */
  public boolean contains(Bytes key) {
    return key.compareTo(begin) >= 0 && key.compareTo(end) < 0;
  }

  /** Whether no key is in this range. */
  public boolean isEmpty() {
    return begin.equals(end);
  }
}
