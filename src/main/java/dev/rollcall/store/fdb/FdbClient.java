package dev.rollcall.store.fdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDB;
import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.NetworkOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * FoundationDB's client in this process: one network thread, one connection to each cluster. Stores of one
 * cluster share its connection, which is closed with the last of them. The network stays up until the process
 * ends, because it could not be started again. Thread-safe.
 */
final class FdbClient {
  private static FdbNetwork started;
  private static final Map<Optional<Path>, Connection> CONNECTIONS = new HashMap<>();

  private FdbClient() {}

  /** One store's share of a connection. Not thread-safe. */
  static final class Connection {
    private final Optional<Path> clusterFile;
    private final Database database;
    private int users;

    Connection(Optional<Path> clusterFile, Database database) {
      this.clusterFile = clusterFile;
      this.database = database;
    }

    Database database() {
      return database;
    }

    /** Gives the share back; to be called once. */
    @SuppressWarnings("LockOnNonEnclosingClassLiteral") // Users are counted under the lock of connect.
    void release() {
      synchronized (FdbClient.class) {
        if (--users == 0) {
          CONNECTIONS.remove(clusterFile);
          database.close();
        }
      }
    }
  }

  /**
   * A share of the connection to the cluster that this file names. Nothing is sent yet.
   *
   * @throws LinkageError if the binding or the native client is not installed
   * @throws IllegalStateException if the process began with other network settings
   * @throws IllegalArgumentException if the client refuses a setting, or the cluster file cannot be read
   */
  static synchronized Connection connect(Optional<Path> clusterFile, FdbNetwork network) {
    Optional<Path> key = clusterFile.map(file -> file.toAbsolutePath().normalize());
    key.ifPresent(FdbClient::requireReadable);
    try {
      FDB fdb = start(network);
      Connection connection = CONNECTIONS.get(key);
      if (connection == null) {
        connection = new Connection(key, fdb.open(key.map(Path::toString).orElse(null)));
        CONNECTIONS.put(key, connection);
      }
      connection.users++;
      return connection;
    } catch (FDBException e) {
      throw new IllegalArgumentException("FoundationDB's client refuses " + clusterFile.map(
          file -> "cluster file " + file).orElse("the default cluster file") + " or " + network + ": "
          + e.getMessage() + " (" + e.getCode() + ")", e);
    }
  }

  /** The client itself would only say so in each transaction, and not which file it is. */
  private static void requireReadable(Path clusterFile) {
    if (!Files.isRegularFile(clusterFile) || !Files.isReadable(clusterFile)) {
      throw new IllegalArgumentException("cluster file " + clusterFile + " is not there, or cannot be read");
    }
  }

  private static FDB start(FdbNetwork network) {
    if (started != null) {
      if (!started.equals(network)) {
        throw new IllegalStateException(
            "FoundationDB's client is set up once a process, and was with " + started + "; now asked for " + network);
      }
      return FDB.instance();
    }
    FDB fdb = FDB.selectAPIVersion(network.apiVersion());
    apply(network, fdb.options());
    started = network;
    return fdb;
  }

  static void apply(FdbNetwork network, NetworkOptions options) {
    network.tls().ifPresent(tls -> {
      options.setTLSCertPath(tls.certificate().toString());
      options.setTLSKeyPath(tls.key().toString());
      tls.ca().ifPresent(ca -> options.setTLSCaPath(ca.toString()));
      tls.verifyPeers().ifPresent(rules -> options.setTLSVerifyPeers(rules.getBytes(StandardCharsets.UTF_8)));
      tls.password().ifPresent(options::setTLSPassword);
    });
    network.traceDirectory().ifPresent(directory -> options.setTraceEnable(directory.toString()));
    network.externalClients().ifPresent(directory -> options.setExternalClientDirectory(directory.toString()));
    network.knobs().forEach((name, value) -> options.setKnob(name + "=" + value));
  }
}
