package dev.rollcall.conformance.cli;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens the store that a command reads. */
@FunctionalInterface
interface StoreOpener {
  /** The store of a real cluster. */
  StoreOpener FOUNDATION_DB = location -> {
    throw new BadInputException("the FoundationDB store is not available in this build");
  };

  /**
   * The store at this place, to be closed by the caller.
   *
   * @throws BadInputException if it cannot be opened
   */
  Store open(Location location);

  /**
   * Where a store is.
   *
   * @param clusterFile that of FoundationDB; empty for {@code FDB_CLUSTER_FILE}, or else its default place
   * @param directory path in the directory layer; not looked at if there is a prefix
   * @param prefix of all keys of the store
   */
  record Location(Optional<Path> clusterFile, List<String> directory, Optional<Bytes> prefix) {}
}
