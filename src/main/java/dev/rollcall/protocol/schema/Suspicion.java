package dev.rollcall.protocol.schema;

import dev.rollcall.store.Bytes;

/**
 * A voter's word that it watched a heartbeat stay the same. It counts while that is still the target's
 * heartbeat and the voter is still Active or Joining in the incarnation that voted; nobody has to void it.
 * Immutable.
 *
 * <p>TLA+: {@code suspicions}, which holds just the votes that count.
 *
 * @param voterIncarnation the process that voted
 * @param seen the target's heartbeat that it watched
 */
public record Suspicion(long voterIncarnation, Heartbeat seen) {
  private static final int VERSION = 1;

  public Bytes encode() {
    return new ValueWriter(VERSION)
        .writeLong(voterIncarnation).writeLong(seen.incarnation()).writeLong(seen.counter()).toBytes();
  }

  /**
   * @throws DamagedValueException if the value is not an encoded suspicion
   */
  public static Suspicion decode(Bytes key, Bytes value) {
    ValueReader reader = new ValueReader(key, value, VERSION);
    Suspicion suspicion = new Suspicion(reader.readNumber("the voter's incarnation", 1), Heartbeat.read(reader));
    reader.end();
    return suspicion;
  }
}
