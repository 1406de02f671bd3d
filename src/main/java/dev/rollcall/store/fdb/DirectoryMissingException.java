package dev.rollcall.store.fdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A directory that was to be opened, and not to be created, is not there. Nothing was changed. */
public final class DirectoryMissingException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  DirectoryMissingException(List<String> path, Optional<Path> clusterFile) {
    super("FoundationDB has no directory " + String.join("/", path) + " in the cluster of "
        + clusterFile.map(file -> "cluster file " + file).orElse("the default cluster file")
        + ": no node has ever used it, or the path or the cluster file is another one");
  }
}
