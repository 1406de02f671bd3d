package dev.rollcall.conformance.bench;

import dev.rollcall.store.CommitOutcome;
import java.util.concurrent.atomic.LongAdder;

/** What went through a store since counting began. Bytes are those of keys and values. Thread-safe. */
final class Traffic {
  private final LongAdder transactions = new LongAdder();
  private final LongAdder commits = new LongAdder();
  private final LongAdder conflicts = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder keysRead = new LongAdder();
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder keysWritten = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();

  void began() {
    transactions.increment();
  }

  void read(long keys, long bytes) {
    keysRead.add(keys);
    bytesRead.add(bytes);
  }

  /** A transaction that wrote so much ended so. */
  void ended(CommitOutcome outcome, long keys, long bytes) {
    if (outcome instanceof CommitOutcome.Committed) {
      if (keys > 0) {
        commits.increment();
        keysWritten.add(keys);
        bytesWritten.add(bytes);
      }
    } else if (outcome instanceof CommitOutcome.Conflict) {
      conflicts.increment();
    } else {
      unknown.increment();
    }
  }

  StoreCounts counts() {
    return new StoreCounts(transactions.sum(), commits.sum(), conflicts.sum(), unknown.sum(), keysRead.sum(),
        bytesRead.sum(), keysWritten.sum(), bytesWritten.sum());
  }
}
