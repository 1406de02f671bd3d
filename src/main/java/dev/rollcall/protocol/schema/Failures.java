package dev.rollcall.protocol.schema;

import dev.rollcall.store.Bytes;

/**
 * How often a node failed in a row, each time soon after the last. No step reads it: it only slows down a node that keeps
 * failing. Immutable.
 *
 * @param count at least 1
 * @param atMillis when the latest was noticed, by a wall clock, in milliseconds since 1970
 */
public record Failures(long count, long atMillis) {
  private static final int VERSION = 1;

  public Bytes encode() {
    return new ValueWriter(VERSION).writeLong(count).writeLong(atMillis).toBytes();
  }

  /**
   * @throws DamagedValueException if the value is not so encoded
   */
  public static Failures decode(Bytes key, Bytes value) {
    ValueReader reader = new ValueReader(key, value, VERSION);
    Failures failures = new Failures(reader.readNumber("the number of failures", 1), reader.readLong());
    reader.end();
    return failures;
  }
}
