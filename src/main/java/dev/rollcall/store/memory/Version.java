package dev.rollcall.store.memory;

/**
 * One committed version of a {@link MemoryStore}: what the store then held and what the commit wrote.
 * Versions form a list from the oldest that an open transaction reads to the newest; all fields that
 * change are guarded by the store's lock.
 */
final class Version {

  final SortedEntries entries;
  final long number;

  /** This version to those who look at the store; always the same object. */
  final MemorySnapshot snapshot;

  /** What the commit that made this version wrote. */
  final KeySet writes;

  /** Null for the newest version, and for versions the store has dropped. */
  Version next;

  /** Open transactions that read this version. */
  int readers;

  Version(MemorySnapshot snapshot, KeySet writes) {
    this.snapshot = snapshot;
    this.entries = snapshot.entries;
    this.number = snapshot.version;
    this.writes = writes;
  }
}
