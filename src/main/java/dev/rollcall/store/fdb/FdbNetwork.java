package dev.rollcall.store.fdb;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What FoundationDB's client keeps once a process: it has one network thread, which starts with the first store
 * that is opened and cannot be restarted. The client also takes each of its network options from the environment,
 * as {@code FDB_NETWORK_OPTION_} and the option's name in capitals. Immutable.
 *
 * @param apiVersion whose meaning calls have; no newer than the client that is installed
 * @param tls certificates, for a cluster whose coordinators are named with {@code :tls}
 * @param traceDirectory where the client writes its own trace files, if at all
 * @param externalClients a directory of more client libraries, with which one process can talk to clusters of
 *     other versions, and live through an upgrade
 * @param knobs settings of the client by name, for who knows what they do
 */
public record FdbNetwork(
    int apiVersion, Optional<Tls> tls, Optional<Path> traceDirectory, Optional<Path> externalClients,
    SortedMap<String, String> knobs) {

  /** API version 7.3, and everything else left to the client. */
  public static final FdbNetwork DEFAULT =
      new FdbNetwork(730, Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>());

  /** The oldest version in which timeouts outlive a retry and versionstamped keys give their offset in 4 bytes. */
  private static final int OLDEST_API = 610;

  /**
   * Mutual TLS, as FoundationDB does it. Paths are read by the client, which notices when files change.
   *
   * @param certificate chain of this process, PEM
   * @param key private key of this process, PEM
   * @param ca certificates that the peers' must come from, PEM; empty for the system's
   * @param verifyPeers what a peer's certificate must say, in FoundationDB's notation; empty for no more than a
   *     valid chain
   * @param password of the key
   */
  public record Tls(
      Path certificate, Path key, Optional<Path> ca, Optional<String> verifyPeers, Optional<String> password) {

    /** Without the password. */
    @Override
    public String toString() {
      return "Tls[certificate=" + certificate + ", key=" + key + ", ca=" + ca + ", verifyPeers=" + verifyPeers + "]";
    }
  }

  public FdbNetwork {
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(traceDirectory, "traceDirectory");
    Objects.requireNonNull(externalClients, "externalClients");
    knobs = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(knobs));
    if (apiVersion < OLDEST_API) {
      throw new IllegalArgumentException("API version " + apiVersion + " is too old; the oldest is " + OLDEST_API);
    }
  }

  public FdbNetwork withApiVersion(int version) {
    return new FdbNetwork(version, tls, traceDirectory, externalClients, knobs);
  }

  public FdbNetwork withTls(Tls certificates) {
    return new FdbNetwork(apiVersion, Optional.of(certificates), traceDirectory, externalClients, knobs);
  }

  public FdbNetwork withTraceDirectory(Path directory) {
    return new FdbNetwork(apiVersion, tls, Optional.of(directory), externalClients, knobs);
  }

  public FdbNetwork withExternalClients(Path directory) {
    return new FdbNetwork(apiVersion, tls, traceDirectory, Optional.of(directory), knobs);
  }

  public FdbNetwork withKnob(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(knobs);
    more.put(name, value);
    return new FdbNetwork(apiVersion, tls, traceDirectory, externalClients, more);
  }
}
