package dev.rollcall.conformance.bench;

import dev.rollcall.conformance.scratch.Scratch;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.fdb.FdbStore;
import dev.rollcall.store.memory.MemoryStore;
import java.nio.file.Path;
import java.util.UUID;

/** A place in a store where nobody else has anything, emptied when it is closed. */
public final class LoadPlace implements AutoCloseable {
  private final String name;
  private final Store store;

  private LoadPlace(String name, Store store) {
    this.name = name;
    this.store = store;
  }

  /** A new embedded store. */
  public static LoadPlace embedded() {
    return new LoadPlace("the embedded store", new MemoryStore());
  }

  /**
   * A new prefix in FoundationDB.
   *
   * @throws dev.rollcall.store.fdb.ClientMissingException if fdb-java or libfdb_c is not installed
   * @throws IllegalArgumentException if the client cannot read the cluster file
   * @throws StoreUnavailableException if the cluster does not answer
   */
  public static LoadPlace fdb(Path clusterFile) {
    String prefix = "rollcall-load/" + UUID.randomUUID() + "/";
    FdbStore store = FdbStore.open(FdbOptions.DEFAULT.withClusterFile(clusterFile).withPrefix(Bytes.utf8(prefix)));
    Scratch.requireAnswer(store);
    return new LoadPlace("FoundationDB, prefix " + prefix, store);
  }

  public Store store() {
    return store;
  }

  /** For people. */
  public String name() {
    return name;
  }

  /** Removes everything. */
  public void clear() {
    Scratch.empty(store, "could not clear " + name);
  }

  @Override
  public void close() {
    try {
      clear();
    } finally {
      store.close();
    }
  }
}
