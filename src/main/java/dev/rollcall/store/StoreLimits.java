package dev.rollcall.store;

import java.time.Duration;

/** The sizes, the age and the key space that stores share; FoundationDB's, so that code runs on any of them. */
public final class StoreLimits {

  /** The most bytes of a key. */
  public static final int KEY_BYTES = 10_000;

  /** The most bytes of a value. */
  public static final int VALUE_BYTES = 100_000;

  /**
   * The most bytes of a transaction that writes: the keys and values written and both ends of all conflict ranges, and
   * what FoundationDB adds to each.
   */
  public static final int TRANSACTION_BYTES = 10_000_000;

  /** How long after its beginning a transaction can read what the store holds, and commit writes. */
  public static final Duration TRANSACTION_AGE = Duration.ofSeconds(5);

  private StoreLimits() {}

  /**
   * Checks that {@code key} may be read or written.
   *
   * @throws IllegalArgumentException if it is too long or in the system key space
   */
  public static void checkKey(Bytes key) {
    int length = key.length();
    if (length > KEY_BYTES) {
      throw new IllegalArgumentException("key of " + length + " bytes, more than " + KEY_BYTES + ": "
          + key.slice(0, 50) + "...");
    }
    checkKeySpace(key);
  }

  /**
   * As {@link #checkKey}, for a key of any length.
   *
   * @throws IllegalArgumentException if it is in the system key space
   */
  public static void checkKeySpace(Bytes key) {
    if (key.length() > 0 && key.get(0) == (byte) 0xff) {
      throw new IllegalArgumentException("key '" + key + "' begins with 0xFF, where stores keep their own data");
    }
  }

  /**
   * Checks that {@code range} may be read or written.
   *
   * @throws IllegalArgumentException if it reaches into the system key space
   */
  public static void checkRange(KeyRange range) {
    if (range.end().compareTo(KeyRange.ALL.end()) > 0) {
      throw new IllegalArgumentException("range ends at '" + range.end() + "', past the last key, 0xFF");
    }
  }

  /**
   * Checks that {@code value}, meant for {@code key}, may be written.
   *
   * @throws IllegalArgumentException if it is too long
   */
  public static void checkValue(Bytes key, Bytes value) {
    if (value.length() > VALUE_BYTES) {
      throw new IllegalArgumentException("value of " + value.length() + " bytes for key '" + key + "', more than "
          + VALUE_BYTES);
    }
  }
}
