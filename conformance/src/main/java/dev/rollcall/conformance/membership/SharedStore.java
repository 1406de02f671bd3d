package dev.rollcall.conformance.membership;

import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.MemoryStore;
import java.util.List;

/** What the processes of one simulated cluster share. Not thread-safe. */
public interface SharedStore {

  /** The store to give to processes. */
  Store store();

  /** All that it holds; the same object until something changes. */
  MemorySnapshot contents();

  /** To be told after each call of production that may have changed something. */
  void stepped();

  /** Has it hold what it held before. */
  void restore(MemorySnapshot earlier);

  /** Frees what the store holds. */
  void close();

  /** The embedded store, which can go back. Its time stands still: no transaction is too old, however long a step. */
  static SharedStore embedded() {
    return new Embedded(new MemoryStore(MemorySnapshot.EMPTY, () -> 0));
  }

  /**
   * Any store, for replays: it is read as a whole after each step, and cannot go back.
   *
   * @param store empty, and used by nobody else; closed with this
   */
  static SharedStore on(Store store) {
    return new ReadAsAWhole(store);
  }

  /** Contents and going back cost nothing here. */
  record Embedded(MemoryStore store) implements SharedStore {
    @Override
    public MemorySnapshot contents() {
      return store.snapshot();
    }

    @Override
    public void stepped() {}

    @Override
    public void restore(MemorySnapshot earlier) {
      store.restore(earlier);
    }

    @Override
    public void close() {}
  }

  /** Contents cost a read of all keys in one transaction, once a step. */
  final class ReadAsAWhole implements SharedStore {
    private final Store store;
    private MemorySnapshot contents = MemorySnapshot.EMPTY;
    private boolean current;

    private ReadAsAWhole(Store store) {
      this.store = store;
    }

    @Override
    public Store store() {
      return store;
    }

    @Override
    public MemorySnapshot contents() {
      if (!current) {
        MemorySnapshot read = copy(read());
        contents = read.equals(contents) ? contents : read;
        current = true;
      }
      return contents;
    }

    private List<KeyValue> read() {
      try (Transaction transaction = store.begin()) {
        return transaction.snapshot().getRange(KeyRange.ALL);
      }
    }

    private static MemorySnapshot copy(List<KeyValue> entries) {
      MemoryStore copy = MemoryStore.withoutLimits();
      try (Transaction transaction = copy.begin()) {
        entries.forEach(entry -> transaction.set(entry.key(), entry.value()));
        if (!(transaction.commit() instanceof CommitOutcome.Committed)) {
          throw new AssertionError("the embedded store did not commit what nobody else writes");
        }
      }
      return copy.snapshot();
    }

    @Override
    public void stepped() {
      current = false;
    }

    @Override
    public void restore(MemorySnapshot earlier) {
      throw new UnsupportedOperationException("only the embedded store goes back; explore on that");
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
