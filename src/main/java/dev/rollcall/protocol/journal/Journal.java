package dev.rollcall.protocol.journal;

import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Where a process writes down what its transactions did, or {@link #OFF}. Immutable and thread-safe.
 *
 * <p>Nobody tidies up in the background: who adds one event removes those that are out of date, up to {@value
 * #MOST_REMOVED}. Those who do so at once remove the same, so it must be more than there are transactions at a time.
 * Neither makes a read conflict, and nothing the protocol reads is written, so a
 * transaction commits with the journal on exactly if it would have with the journal off.
 *
 * <p>TLA+: none; an event tells of a step and is no part of it.
 */
public final class Journal {
  /** Nothing is written down, and nothing is read or removed. */
  public static final Journal OFF = new Journal(Duration.ZERO);

  /** The longest retention. */
  public static final Duration LONGEST = Duration.ofDays(10_000);

  /** How many events are looked at where the journal is no longer than it should be. */
  private static final int GLANCE = 2;

  private static final int MOST_REMOVED = 256;

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
    List<Bytes> outOfDate = outOfDate(transaction.snapshot().getRange(journal, GLANCE, false), nowMillis);
    if (outOfDate.size() == GLANCE) {
      outOfDate = outOfDate(transaction.snapshot().getRange(journal, MOST_REMOVED, false), nowMillis);
    }
    if (!outOfDate.isEmpty()) {
      Bytes last = outOfDate.get(outOfDate.size() - 1);
      transaction.clearRange(new KeyRange(journal.begin(), last.successor()));
    }
  }

  /** The keys of those at the beginning that are. */
  private List<Bytes> outOfDate(List<KeyValue> oldest, long nowMillis) {
    return oldest.stream().takeWhile(entry -> isOutOfDate(JournalEvent.millisOf(entry.value()), nowMillis))
        .map(KeyValue::key).toList();
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
