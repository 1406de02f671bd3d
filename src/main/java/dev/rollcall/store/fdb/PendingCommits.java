package dev.rollcall.store.fdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.Transaction;
import dev.rollcall.store.Bytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commits that were sent and whose outcome is unknown, so that they may yet arrive at the cluster. Before the store
 * begins another transaction it sees to it that they no longer can: each has a mark, a key of its own that it counts
 * as read and nobody else knows. A commit that counts all marks as written has every one of them fail that comes
 * after it. So when the next transaction begins, an unknown commit has been applied or never will be. Thread-safe.
 *
 * <p>FoundationDB's client does the same before it says that a commit's result is unknown, but not when it gives up
 * for want of time.
 */
final class PendingCommits {
  /** Below the prefix of the store, where no data has its keys: a mark is only ever part of a conflict range. */
  private static final byte RESERVED = (byte) 0xfe;

  private static final int MARK_LENGTH = 1 + 2 * Long.BYTES + Long.BYTES;

  private final Database database;
  private final KeyPrefix prefix;
  private final UUID store = UUID.randomUUID();
  private final AtomicLong marks = new AtomicLong();
  private final Queue<byte[]> pending = new ConcurrentLinkedQueue<>();

  PendingCommits(Database database, KeyPrefix prefix) {
    this.database = database;
    this.prefix = prefix;
  }

  /** A key that no other transaction has. */
  byte[] newMark() {
    return prefix.in(Bytes.of(ByteBuffer.allocate(MARK_LENGTH).put(RESERVED)
        .putLong(store.getMostSignificantBits()).putLong(store.getLeastSignificantBits())
        .putLong(marks.incrementAndGet()).array()));
  }

  /** The commit with this mark may yet be applied. */
  void add(byte[] mark) {
    pending.add(mark);
  }

  /**
   * Returns once none of them can be applied any more.
   *
   * @return what is left of the time, at least a millisecond
   * @throws dev.rollcall.store.StoreUnavailableException if that could not be seen to in this time
   */
  Duration settle(Duration timeout) {
    if (pending.isEmpty()) {
      return timeout;
    }
    long began = System.nanoTime();
    List<byte[]> marksToSettle = List.copyOf(pending);
    try (Transaction barrier = database.createTransaction()) {
      barrier.options().setTimeout(timeout.toMillis());
      marksToSettle.forEach(barrier::addWriteConflictKey);
      barrier.commit().join();
    } catch (CompletionException e) {
      throw FdbErrors.exception(FdbErrors.Meaning.NOTHING, FdbErrors.cause(e),
          "settling " + marksToSettle.size() + " commits of unknown outcome");
    }
    pending.removeAll(marksToSettle);
    Duration left = timeout.minusNanos(System.nanoTime() - began);
    return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
  }
}
