package dev.rollcall.store.memory;

import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.Versionstamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The embedded store: contents in memory, strictly serializable for any number of threads.
 *
 * <p>Contents are an immutable map behind one reference, so that a transaction reads without locks and a
 * snapshot costs nothing. Beginning and committing take one short lock: a commit compares its reads with
 * the writes of the commits since it began and puts a new map in place. Versions that no open transaction
 * reads are dropped at once; so transactions must be closed. A transaction that stays open over {@value
 * #HISTORY} commits is too old to be checked and conflicts, if it both read and wrote.
 *
 * <p>What FoundationDB refuses for its size or its age is refused here, unless the store is {@linkplain
 * #withoutLimits without limits}, so that what runs on this store runs on that one: see {@link
 * dev.rollcall.store.StoreLimits}.
 *
 * <p>It never reports {@link CommitOutcome.Unknown} nor that it is unavailable; see {@link ScriptedStore}.
 */
public final class MemoryStore implements Store {

  static final int HISTORY = 10_000;

  private final Object lock = new Object();
  private final LongSupplier nanoTime;
  private final boolean limited;
  private final Watches watches = new Watches();
  private Version oldest;
  private Version newest;
  private int length;
  private boolean closed;

  /** An empty store. */
  public MemoryStore() {
    this(MemorySnapshot.EMPTY);
  }

  /** A store that holds what {@code snapshot} holds; versionstamps go on from there. */
  public MemoryStore(MemorySnapshot snapshot) {
    this(snapshot, System::nanoTime);
  }

  /**
   * As {@link #MemoryStore(MemorySnapshot)}, for a simulation: no outcome depends on how fast the machine is.
   *
   * @param nanoTime the clock by which transactions age, in nanoseconds; it may stand still. Any thread that uses the
   *     store calls it, with the store locked
   */
  public MemoryStore(MemorySnapshot snapshot, LongSupplier nanoTime) {
    this(snapshot, nanoTime, true);
  }

  private MemoryStore(MemorySnapshot snapshot, LongSupplier nanoTime, boolean limited) {
    this.nanoTime = nanoTime;
    this.limited = limited;
    restart(snapshot);
  }

  /** An empty store that takes keys, values and transactions of any size and age. */
  public static MemoryStore withoutLimits() {
    return new MemoryStore(MemorySnapshot.EMPTY, () -> 0, false);
  }

  @Override
  public Transaction begin() {
    synchronized (lock) {
      checkOpen();
      newest.readers++;
      return new MemoryTransaction(this, newest);
    }
  }

  /** What the store holds now, in constant time: the same object until something is committed. Thread-safe. */
  public MemorySnapshot snapshot() {
    synchronized (lock) {
      return newest.snapshot;
    }
  }

  /**
   * Makes the store hold what {@code snapshot} holds; takes constant time. It counts as a write of every
   * key: open transactions that read and write will conflict, and watches fire where values change.
   * Versionstamps go on from the snapshot's, so those given out since it was taken are given out again.
   *
   * @throws IllegalStateException if the store is closed
   */
  public void restore(MemorySnapshot snapshot) {
    List<Watches.Watch> changed;
    synchronized (lock) {
      checkOpen();
      restart(snapshot);
      changed = watches.takeChanged(newest.entries);
    }
    Watches.fire(changed);
  }

  private void restart(MemorySnapshot snapshot) {
    newest = new Version(snapshot, new KeySet());
    oldest = newest;
    length = 1;
  }

  @Override
  public void close() {
    List<Watches.Watch> pending;
    synchronized (lock) {
      closed = true;
      pending = watches.takeAll();
    }
    Watches.fail(pending);
  }

  CommitOutcome commit(MemoryTransaction transaction) {
    CommitOutcome outcome;
    List<Watches.Watch> changed = List.of();
    synchronized (lock) {
      checkOpen();
      outcome = decide(transaction);
      if (outcome instanceof CommitOutcome.Committed) {
        changed = changedBy(transaction);
      }
      release(transaction.start);
    }
    Watches.fire(changed);
    return outcome;
  }

  private List<Watches.Watch> changedBy(MemoryTransaction transaction) {
    List<Watches.Watch> changed = List.of();
    if (!transaction.isReadOnly()) {
      changed = watches.takeChanged(newest.entries, transaction.writes);
    }
    if (!transaction.watches.isEmpty()) {
      changed = new ArrayList<>(changed);
      changed.addAll(watches.arm(transaction.watches, newest.entries));
    }
    return changed;
  }

  private CommitOutcome decide(MemoryTransaction transaction) {
    if (transaction.isReadOnly()) {
      return CommitOutcome.Committed.READ_ONLY;
    }
    if (transaction.isTooOld() || conflicts(transaction)) {
      return CommitOutcome.Conflict.INSTANCE;
    }
    Versionstamp stamp = new Versionstamp(newest.number + 1, 0);
    SortedEntries entries = transaction.applyTo(newest, stamp);
    newest.next = new Version(new MemorySnapshot(entries, stamp.version()), transaction.writes);
    newest = newest.next;
    length++;
    return new CommitOutcome.Committed(stamp);
  }

  private boolean conflicts(MemoryTransaction transaction) {
    if (transaction.reads.isEmpty()) {
      return false;
    }
    Version version = transaction.start;
    while (version != newest) {
      version = version.next;
      // A version that was dropped leads nowhere: too old, or from before a restore.
      if (version == null || version.writes.intersects(transaction.reads)) {
        return true;
      }
    }
    return false;
  }

  void release(Version version) {
    synchronized (lock) {
      version.readers--;
      while (oldest != newest && (oldest.readers == 0 || length > HISTORY)) {
        Version next = oldest.next;
        // Unlinked, lest dropped versions in the old generation keep all later ones alive until a full collection.
        oldest.next = null;
        oldest = next;
        length--;
      }
    }
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  boolean isLimited() {
    return limited;
  }

  /** The number of versions kept, the newest included. */
  int historyLength() {
    synchronized (lock) {
      return length;
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }
}
