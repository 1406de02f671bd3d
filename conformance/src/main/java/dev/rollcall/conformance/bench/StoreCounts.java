package dev.rollcall.conformance.bench;

/**
 * What went through a store. Bytes are those of keys and values, without the prefix of a store that shares its key
 * space.
 *
 * @param commits of transactions that wrote: a store has nothing to do for the others
 * @param unknown commits that may have been applied
 * @param keysWritten by these commits, removed keys and ranges included
 */
public record StoreCounts(
    long transactions, long commits, long conflicts, long unknown, long keysRead, long bytesRead, long keysWritten,
    long bytesWritten) {

  /** What came after. */
  StoreCounts minus(StoreCounts before) {
    return new StoreCounts(transactions - before.transactions, commits - before.commits, conflicts - before.conflicts,
        unknown - before.unknown, keysRead - before.keysRead, bytesRead - before.bytesRead,
        keysWritten - before.keysWritten, bytesWritten - before.bytesWritten);
  }
}
