package dev.rollcall.conformance.cli;

import dev.rollcall.store.Bytes;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the store of a real cluster is. */
final class StoreOptions {
  /** The part of the key space; the directory {@code rollcall} if none is given. */
  static final class Place {
    @Option(names = "--directory", paramLabel = "PATH",
        description = "Path of the store in FoundationDB's directory layer, such as apps/rollcall (default: rollcall).")
    private String directory;

    @Option(names = "--prefix", paramLabel = "HEX",
        description = "What all keys of the store begin with, in hexadecimal digits, instead of a directory.")
    private String prefix;
  }

  @Option(names = "--cluster-file", paramLabel = "FILE",
      description = "FoundationDB's cluster file (default: $FDB_CLUSTER_FILE, or else FoundationDB's default place).")
  private Path clusterFile;

  @ArgGroup private Place place;

  StoreOpener.Location location() {
    String path = place == null || place.directory == null ? "rollcall" : place.directory;
    List<String> directory = List.of(path.split("/", -1));
    if (directory.contains("")) {
      throw new BadInputException("--directory " + path + ": give names with one '/' between them");
    }
    return new StoreOpener.Location(Optional.ofNullable(clusterFile), directory, prefix());
  }

  private Optional<Bytes> prefix() {
    if (place == null || place.prefix == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Bytes.of(HexFormat.of().parseHex(place.prefix)));
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--prefix " + place.prefix + ": give two hexadecimal digits a byte");
    }
  }
}
