package dev.rollcall.store.fdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A directory that was to be opened, and not to be created, is not there. Nothing was changed. */
public final class DirectoryMissingException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  DirectoryMissingException(List<String> path, Optional<Path> clusterFile) {
    super("there is no directory " + String.join("/", path) + " in the FoundationDB that "
        + clusterFile.map(file -> "cluster file " + file).orElse("FDB_CLUSTER_FILE, or the default cluster file,")
        + " names: no node has ever used it, or the path or the cluster file is another one");
  }
}
