package dev.rollcall.conformance.cli;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.fdb.FdbOptions;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the store of a real cluster is. */
final class LocationOptions {
  @Option(names = "--cluster-file", paramLabel = "FILE",
      description = "FoundationDB's cluster file (default: $FDB_CLUSTER_FILE, or else FoundationDB's default place).")
  private Path clusterFile;

  @Option(names = "--directory", paramLabel = "PATH",
      description = "Path of the store in FoundationDB's directory layer, such as apps/rollcall (default: rollcall).")
  private String directory;

  @Option(names = "--prefix", paramLabel = "HEX",
      description = "What all keys of the store begin with, in hexadecimal digits, instead of a directory.")
  private String prefix;

  /** The place, which must be there: a directory is not created for whoever only looks. */
  FdbOptions existing() {
    String[] path = path();
    return prefix == null ? cluster().withExistingDirectory(path) : withPrefix(cluster());
  }

  /** The place, for who begins: a directory is created if it is missing. */
  FdbOptions createdIfMissing() {
    String[] path = path();
    return prefix == null ? cluster().withDirectory(path) : withPrefix(cluster());
  }

  private FdbOptions cluster() {
    return clusterFile == null ? FdbOptions.DEFAULT : FdbOptions.DEFAULT.withClusterFile(clusterFile);
  }

  private String[] path() {
    if (directory != null && prefix != null) {
      throw new BadInputException("--directory and --prefix both say where the store is; give one");
    }
    String path = directory == null ? "rollcall" : directory;
    String[] names = path.split("/", -1);
    if (List.of(names).contains("")) {
      throw new BadInputException("--directory " + path + ": give names with one '/' between them");
    }
    return names;
  }

  private FdbOptions withPrefix(FdbOptions options) {
    Bytes bytes;
    try {
      bytes = Bytes.of(HexFormat.of().parseHex(prefix));
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--prefix " + prefix + ": give two hexadecimal digits a byte");
    }
    try {
      return options.withPrefix(bytes);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--prefix " + prefix + ": " + e.getMessage());
    }
  }
}
