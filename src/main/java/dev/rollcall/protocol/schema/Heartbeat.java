package dev.rollcall.protocol.schema;

import dev.rollcall.store.Bytes;

/**
 * The sign of life of a node. Others time how long it stays the same; its value carries no time.
 * Immutable.
 *
 * <p>TLA+: {@code heartbeat}, {@code suspicions} and {@code silent} say how counters compare.
 *
 * @param incarnation of the process that sent it
 * @param counter rises with each heartbeat of the incarnation
 */
public record Heartbeat(long incarnation, long counter) {
  private static final int VERSION = 1;

  public Heartbeat next() {
    return new Heartbeat(incarnation, counter + 1);
  }

  public Bytes encode() {
    return new ValueWriter(VERSION).writeLong(incarnation).writeLong(counter).toBytes();
  }

  /**
   * @throws DamagedValueException if the value is not an encoded heartbeat
   */
  public static Heartbeat decode(Bytes key, Bytes value) {
    ValueReader reader = new ValueReader(key, value, VERSION);
    Heartbeat heartbeat = read(reader);
    reader.end();
    return heartbeat;
  }

  static Heartbeat read(ValueReader reader) {
    return new Heartbeat(reader.readNumber("the heartbeat's incarnation", 1), reader.readNumber("its counter", 1));
  }
}
