package dev.rollcall.store.fdb;

import dev.rollcall.store.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which FoundationDB cluster a store uses, and where in it. Immutable.
 *
 * @param clusterFile the file that names the coordinators; empty for the environment's {@code FDB_CLUSTER_FILE},
 *     or else FoundationDB's default place
 * @param location the part of the key space that is the store's
 * @param timeout how long a transaction may take from its beginning to the end of its commit, where its
 *     {@link dev.rollcall.store.Store#begin(Duration) beginner} does not say; FoundationDB itself lets none live
 *     longer than 5 seconds once it has read or asked for its read version
 * @param network what holds for the whole process
 */
public record FdbOptions(Optional<Path> clusterFile, Location location, Duration timeout, FdbNetwork network) {

  /** The directory {@code rollcall}, the default cluster file, 5 seconds. */
  public static final FdbOptions DEFAULT =
      new FdbOptions(Optional.empty(), new Directory(List.of("rollcall")), Duration.ofSeconds(5), FdbNetwork.DEFAULT);

  /** A part of the key space: all keys under one prefix, which the store adds and takes away. */
  public sealed interface Location {}

  /**
   * The prefix that FoundationDB's directory layer gives, or has given, to this path.
   *
   * @param path names from the root of the directory layer; at least one
   * @param created whether a directory that is not there is created. Who only reads, or only works on what others
   *     have written, wants none: a mistyped path would leave a directory behind, and look like an empty store
   */
  public record Directory(List<String> path, boolean created) implements Location {
    public Directory {
      path = List.copyOf(path);
      if (path.isEmpty()) {
        throw new IllegalArgumentException("the path of a directory has no names; the root cannot hold data");
      }
    }

    /** One that is created if it is not there. */
    public Directory(List<String> path) {
      this(path, true);
    }
  }

  /**
   * This very prefix. Whoever chooses it sees to it that nobody else's keys begin so.
   *
   * @param bytes may be empty, if the whole cluster is the store's
   */
  public record Prefix(Bytes bytes) implements Location {
    public Prefix {
      if (bytes.length() > 0 && bytes.get(0) == (byte) 0xff) {
        throw new IllegalArgumentException("prefix '" + bytes + "' begins with 0xFF, where FoundationDB keeps its own");
      }
    }
  }

  public FdbOptions {
    Objects.requireNonNull(clusterFile, "clusterFile");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(network, "network");
    requireTimeout(timeout);
  }

  public FdbOptions withClusterFile(Path file) {
    return new FdbOptions(Optional.of(file), location, timeout, network);
  }

  public FdbOptions withDirectory(String... path) {
    return new FdbOptions(clusterFile, new Directory(List.of(path)), timeout, network);
  }

  /** A directory that must be there, or {@link FdbStore#open} throws {@link DirectoryMissingException}. */
  public FdbOptions withExistingDirectory(String... path) {
    return new FdbOptions(clusterFile, new Directory(List.of(path), false), timeout, network);
  }

  public FdbOptions withPrefix(Bytes prefix) {
    return new FdbOptions(clusterFile, new Prefix(prefix), timeout, network);
  }

  public FdbOptions withTimeout(Duration transactionTimeout) {
    return new FdbOptions(clusterFile, location, transactionTimeout, network);
  }

  public FdbOptions withNetwork(FdbNetwork processWide) {
    return new FdbOptions(clusterFile, location, timeout, processWide);
  }

  /** Under a millisecond would mean to FoundationDB that there is no limit at all. */
  static Duration requireTimeout(Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("timeout is " + timeout + ", but must be at least 1 ms and below 24 days");
    }
    return timeout;
  }
}
