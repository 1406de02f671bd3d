package dev.rollcall.protocol.journal;

import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.Versionstamp;

/**
 * An event in its place. Immutable.
 *
 * @param versionstamp of the transaction that the event tells of; later ones are greater
 */
public record JournalEntry(Versionstamp versionstamp, JournalEvent event) {
  /** A transaction leaves one event, so the number of the call that comes behind the versionstamp is 0. */
  private static final Bytes FIRST_CALL = Bytes.of((byte) 0, (byte) 0);

  /**
   * The event that the store holds under this key.
   *
   * @throws DamagedValueException if the key is not that of an event, or the value is not an encoded event
   */
  public static JournalEntry of(Keys keys, KeyValue stored) {
    Bytes key = stored.key();
    int begin = keys.journal().length();
    int end = begin + Versionstamp.LENGTH;
    if (key.length() < end || key.get(begin) < 0 || !key.slice(end, key.length()).equals(FIRST_CALL)) {
      throw new DamagedValueException(key, "the key does not end with a versionstamp and two zero bytes");
    }
    return new JournalEntry(Versionstamp.at(key, begin), JournalEvent.decode(key, stored.value()));
  }
}
