package dev.rollcall.store.fdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A FoundationDB of a test's own, one process, which may be stopped and started without harm to others. */
public final class FdbServer implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);

  private final Path binary;
  private final Path directory;
  private final String address;
  private Process process;

  /**
   * @param binary fdbserver; fdbcli is beside it or on the path
   * @param directory an empty one, where all its files go
   */
  public FdbServer(Path binary, Path directory) throws IOException, InterruptedException {
    this.binary = binary;
    this.directory = directory;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.address = "127.0.0.1:" + free.getLocalPort();
    }
    Files.writeString(clusterFile(), "test:test@" + address + "\n");
    start();
    boolean configured = false;
    for (long end = System.nanoTime() + READY.toNanos(); !configured; ) {
      String answer = run(
          cli(), "-C", clusterFile().toString(), "--timeout", "10", "--exec", "configure new single memory");
      configured = answer.contains("Database created");
      assertThat(configured || System.nanoTime() - end < 0).as("the server is configured, but: %s", answer).isTrue();
    }
  }

  /**
   * A server for a test that starts and stops one. Without a binary the test is not run, and says so.
   *
   * @param test as it is named where that is said
   */
  public static FdbServer orNotRun(String test, Path directory) throws IOException, InterruptedException {
    Optional<Path> binary = binary();
    if (binary.isEmpty()) {
      FdbCluster.say(test + " not run: neither FDB_SERVER nor the path names an fdbserver to start and stop");
    }
    assumeTrue(binary.isPresent(), "not run: there is no fdbserver");
    return new FdbServer(binary.get(), directory);
  }

  /** The server's binary: what {@code FDB_SERVER} names, or else what is on the path. */
  private static Optional<Path> binary() {
    String named = System.getenv("FDB_SERVER");
    return named != null ? Optional.of(Path.of(named)).filter(Files::isExecutable) : onPath("fdbserver");
  }

  private static Optional<Path> onPath(String name) {
    return Stream.concat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .map(entry -> Path.of(entry, name)).filter(Files::isExecutable).findFirst();
  }

  private String cli() {
    Path beside = binary.resolveSibling("fdbcli");
    return Files.isExecutable(beside) ? beside.toString() : onPath("fdbcli").map(Path::toString).orElse("fdbcli");
  }

  public Path clusterFile() {
    return directory.resolve("fdb.cluster");
  }

  /** Starts it on what it held before. */
  public void start() throws IOException {
    Path logs = Files.createDirectories(directory.resolve("logs"));
    List<String> command = List.of(binary.toString(), "-p", address, "-C", clusterFile().toString(),
        "-d", directory.resolve("data").toString(), "-L", logs.toString());
    process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(logs.resolve("output").toFile()).start();
    // Should the tests be ended before they end it.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** It answers nobody any more, though its connections stay. */
  public void freeze() throws IOException, InterruptedException {
    run("kill", "-STOP", Long.toString(process.pid()));
  }

  /** It goes on where it was frozen. */
  public void thaw() throws IOException, InterruptedException {
    run("kill", "-CONT", Long.toString(process.pid()));
  }

  /** It is gone; what it had committed is on disk. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process ran = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(ran.waitFor(30, TimeUnit.SECONDS)).as("%s ends", Arrays.toString(command)).isTrue();
    return output;
  }

  @Override
  public void close() {
    kill();
  }
}
