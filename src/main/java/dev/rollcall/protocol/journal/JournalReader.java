package dev.rollcall.protocol.journal;

import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.Versionstamp;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a journal, oldest event first. Each page is read in a transaction of its own, so that a journal of any
 * length can be read where transactions may not last long. Nobody waits for a reader, and it makes nobody's
 * transaction fail. As thread-safe as its store.
 */
public final class JournalReader {
  /** Events a page where the caller does not say. */
  public static final int PAGE = 1_000;

  private final Store store;
  private final Keys keys;
  private final int page;

  public JournalReader(Store store, Keys keys) {
    this(store, keys, PAGE);
  }

  /**
   * @param page events to read in one transaction, at least 1
   */
  public JournalReader(Store store, Keys keys, int page) {
    if (page < 1) {
      throw new IllegalArgumentException("a page of " + page + " events is none; read at least 1");
    }
    this.store = store;
    this.keys = keys;
    this.page = page;
  }

  /**
   * Hands over the events that are there, and those that come while it reads. Events that are removed while it
   * reads, being older than the retention, may be missing.
   *
   * @param after only events behind this one; {@link Versionstamp#NONE} for all
   * @param limit the most events to hand over
   * @return how many were handed over
   * @throws dev.rollcall.protocol.schema.DamagedValueException at the first that cannot be read, when those before
   *     it have been handed over; to go on behind it, begin after the versionstamp in its key
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   */
  public long read(Versionstamp after, long limit, Consumer<JournalEntry> to) {
    Bytes next = after.equals(Versionstamp.NONE) ? keys.journal() : keys.journal().concat(after.toBytes()).prefixEnd();
    long read = 0;
    while (read < limit) {
      int wanted = (int) Math.min(page, limit - read);
      List<KeyValue> stored = readPage(new KeyRange(next, keys.journalRange().end()), wanted);
      stored.forEach(entry -> to.accept(JournalEntry.of(keys, entry)));
      read += stored.size();
      if (stored.size() < wanted) {
        break;
      }
      next = stored.get(wanted - 1).key().successor();
    }
    return read;
  }

  private List<KeyValue> readPage(KeyRange range, int wanted) {
    try (Transaction transaction = store.begin()) {
      return transaction.snapshot().getRange(range, wanted, false);
    }
  }
}
