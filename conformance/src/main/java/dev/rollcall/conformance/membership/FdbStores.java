package dev.rollcall.conformance.membership;

import dev.rollcall.conformance.scratch.Scratch;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.fdb.FdbStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * Stores on a FoundationDB cluster, each with a prefix of its own that is emptied when the store is closed. A run
 * that is killed leaves its keys below {@value #PREFIX}: nothing reads them again, and they may be cleared whenever
 * no run is on. Thread-safe; closed when all its stores are.
 */
public final class FdbStores implements StoreSource, AutoCloseable {
  /** What the keys of all replays begin with. */
  public static final String PREFIX = "rollcall-verify/";

  private final FdbOptions options;

  /** Open all the time, lest the connection be made anew for each trace. */
  private final Store kept;

  private FdbStores(FdbOptions options) {
    this.options = options;
    this.kept = FdbStore.open(options.withPrefix(Bytes.utf8(PREFIX)));
  }

  /**
   * Connects to a cluster, and waits until it answers.
   *
   * @throws dev.rollcall.store.fdb.ClientMissingException if libfdb_c is not installed
   * @throws IllegalArgumentException if the client cannot read the cluster file
   * @throws StoreUnavailableException if the cluster does not answer in time
   */
  public static FdbStores connect(Path clusterFile) {
    FdbStores stores = new FdbStores(
        FdbOptions.DEFAULT.withClusterFile(clusterFile).withTimeout(Duration.ofSeconds(10)));
    Scratch.requireAnswer(stores.kept);
    return stores;
  }

  @Override
  public Store open() {
    return new Emptied(FdbStore.open(options.withPrefix(Bytes.utf8(PREFIX + UUID.randomUUID() + "/"))));
  }

  @Override
  public void close() {
    kept.close();
  }

  /** A store that keeps nothing when it is closed. */
  private record Emptied(Store store) implements Store {
    @Override
    public Transaction begin() {
      return store.begin();
    }

    @Override
    public Transaction begin(Duration timeout) {
      return store.begin(timeout);
    }

    @Override
    public void close() {
      try {
        Scratch.empty(store, "the keys of a replay could not be removed after " + Scratch.ATTEMPTS_TO_EMPTY
            + " attempts; they are left below " + PREFIX + ", where nothing reads them");
      } finally {
        store.close();
      }
    }
  }
}
