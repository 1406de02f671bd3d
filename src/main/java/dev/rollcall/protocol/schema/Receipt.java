package dev.rollcall.protocol.schema;

import dev.rollcall.store.Bytes;
import java.util.UUID;

/**
 * Tells a process that a transaction of its own was applied, when the store could not: the transaction left
 * its token. Each node has one receipt, that of its last action which is not repeatable. Immutable.
 *
 * @param token of one attempt, unlike any other
 */
public record Receipt(UUID token) {
  private static final int VERSION = 1;

  public Bytes encode() {
    return new ValueWriter(VERSION)
        .writeLong(token.getMostSignificantBits()).writeLong(token.getLeastSignificantBits()).toBytes();
  }

  /**
   * @throws DamagedValueException if the value is not an encoded receipt
   */
  public static Receipt decode(Bytes key, Bytes value) {
    ValueReader reader = new ValueReader(key, value, VERSION);
    Receipt receipt = new Receipt(new UUID(reader.readLong(), reader.readLong()));
    reader.end();
    return receipt;
  }
}
