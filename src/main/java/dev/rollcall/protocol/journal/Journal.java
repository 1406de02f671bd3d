package dev.rollcall.protocol.journal;

import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Where a process writes down what its transactions did, or {@link #OFF}. Immutable and thread-safe.
 *
 * <p>Nobody tidies up in the background: who adds one event removes up to two that are out of date, so a journal
 * that is too long shrinks. Neither makes a read conflict, and nothing the protocol reads is written, so a
 * transaction commits with the journal on exactly if it would have with the journal off.
 *
 * <p>TLA+: none; an event tells of a step and is no part of it.
 */
public final class Journal {
  /** Nothing is written down, and nothing is read or removed. */
  public static final Journal OFF = new Journal(Duration.ZERO);

  private static final Duration LONGEST = Duration.ofDays(10_000);
  private static final int REMOVED_PER_EVENT = 2;

  private final long retentionMillis;

  private Journal(Duration retention) {
    this.retentionMillis = retention.toMillis();
  }

  /**
   * A journal that is on.
   *
   * @param retention how long an event is kept at least, as far as wall clocks agree; at least a millisecond and
   *     at most 10,000 days
   * @throws IllegalArgumentException if it is shorter or longer
   */
  public static Journal keeping(Duration retention) {
    if (retention.compareTo(Duration.ofMillis(1)) < 0 || retention.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "retention is " + retention + ", but must be at least PT0.001S and at most " + LONGEST);
    }
    return new Journal(retention);
  }

  /**
   * Has the transaction leave an event when it commits, and remove old ones. To be called once, last before the
   * commit: a transaction cannot read where its own event will be.
   *
   * @param event makes it; not called if the journal is off
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   */
  public void append(Transaction transaction, Keys keys, Supplier<JournalEvent> event) {
    if (this == OFF) {
      return;
    }
    JournalEvent appended = event.get();
    trim(transaction, keys.journalRange(), appended.millis());
    transaction.setVersionstampedKey(keys.journal(), Bytes.EMPTY, appended.encode());
  }

  /** Removes from the oldest end only, so that what is left has no gap. */
  private void trim(Transaction transaction, KeyRange journal, long nowMillis) {
    Bytes keptFrom = journal.begin();
    for (KeyValue entry : transaction.snapshot().getRange(journal, REMOVED_PER_EVENT, false)) {
      if (!isOutOfDate(JournalEvent.millisOf(entry.value()), nowMillis)) {
        break;
      }
      keptFrom = entry.key().successor();
    }
    if (!keptFrom.equals(journal.begin())) {
      transaction.clearRange(new KeyRange(journal.begin(), keptFrom));
    }
  }

  /**
   * A time that is missing, or lies ahead by more than the retention, is no time: such an event must not keep all
   * those behind it for ever.
   */
  private boolean isOutOfDate(OptionalLong millis, long nowMillis) {
    return millis.isEmpty() || millis.getAsLong() < nowMillis - retentionMillis
        || millis.getAsLong() > nowMillis + retentionMillis;
  }
}
