package dev.rollcall.doctor;

import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Examines a cluster's data while its members go on. Entries are read in pages, each in a transaction of snapshot reads,
 * so that a cluster of any size can be read and no member's step conflicts. An entry is judged together with all that
 * the judgement depends on, as one transaction saw it. As thread-safe as its store.
 *
 * <p>Methods throw {@link dev.rollcall.store.StoreUnavailableException} if the store cannot be reached in time.
 */
public final class Doctor {
  /** Entries read in one transaction. */
  private static final int PAGE = 500;

  private static final int ATTEMPTS = 5;

  private final Store store;
  private final Keys keys;
  private final int page;

  public Doctor(Store store, Keys keys) {
    this(store, keys, PAGE);
  }

  /**
   * @param page entries to read in one transaction, at least 1
   */
  Doctor(Store store, Keys keys, int page) {
    this.store = store;
    this.keys = keys;
    this.page = page;
  }

  /**
   * Reads everything that the store has of the cluster; empty if there is nothing.
   *
   * @throws dev.rollcall.protocol.schema.UnsupportedFormatException if its data is in a format that this release does
   *     not know, so that it cannot judge it
   */
  public Optional<Examination> examine() {
    requireFormat();
    Set<Defect> defects = new LinkedHashSet<>();
    KeyRange all = keys.all();
    KeyRange hosts = keys.actors().hosts();
    long entries = examine(new KeyRange(all.begin(), hosts.begin()), page, defects)
        // For each of these, what is placed at the process is counted.
        + examine(hosts, 1, defects)
        + examine(new KeyRange(hosts.end(), all.end()), page, defects);
    return entries == 0 ? Optional.empty() : Optional.of(new Examination(entries, new ArrayList<>(defects)));
  }

  private void requireFormat() {
    try (Transaction transaction = store.begin()) {
      new Registry(transaction.snapshot(), keys).format();
    } catch (DamagedValueException e) {
      // It is found like any other damage.
    }
  }

  private long examine(KeyRange range, int limit, Set<Defect> defects) {
    long entries = 0;
    Bytes next = range.begin();
    while (true) {
      List<KeyValue> read = examinePage(new KeyRange(next, range.end()), limit, defects);
      entries += read.size();
      if (read.size() < limit) {
        return entries;
      }
      next = read.get(limit - 1).key().successor();
    }
  }

  private List<KeyValue> examinePage(KeyRange range, int limit, Set<Defect> defects) {
    try (Transaction transaction = store.begin()) {
      ReadView snapshot = transaction.snapshot();
      List<KeyValue> read = snapshot.getRange(range, limit, false);
      List<Bytes> related = new ArrayList<>();
      read.forEach(entry -> related.addAll(EntryCheck.related(keys, entry)));
      EntryCheck check = new EntryCheck(new Prefetched(snapshot, read, related), keys);
      read.forEach(entry -> defects.addAll(check.defects(entry)));
      return read;
    }
  }

  /**
   * Removes the entry, if it still has the value that was judged and is still judged the same. All that this depends on
   * is read in the transaction that removes it.
   *
   * @throws IllegalArgumentException if the defect is not removable
   */
  public Removal remove(Defect defect) {
    if (!defect.removable()) {
      throw new IllegalArgumentException("key '" + defect.path() + "' may be needed, so it is not removed");
    }
    for (int made = 0; made < ATTEMPTS; made++) {
      try (Transaction transaction = store.begin()) {
        Bytes value = transaction.get(defect.key());
        if (value == null) {
          // Not only another's doing: the outcome of the attempt before may have been unknown.
          return made > 0 ? Removal.REMOVED : Removal.CHANGED;
        }
        if (!isStill(defect, new EntryCheck(transaction, keys).defects(new KeyValue(defect.key(), value)))) {
          return Removal.CHANGED;
        }
        transaction.clear(defect.key());
        if (transaction.commit() instanceof CommitOutcome.Committed) {
          return Removal.REMOVED;
        }
      }
    }
    return Removal.CONFLICT;
  }
  private static boolean isStill(Defect judged, List<Defect> now) {
    return now.stream().anyMatch(defect -> defect.removable() && defect.key().equals(judged.key())
        && defect.value().equals(judged.value()));
  }
}
