package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real process of {@code rollcall node}, whose lines are read as they come. Thread-safe. */
final class NodeProcess implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final String node;
  private final Process process;
  private final Thread reader;
  private final List<String> lines = new ArrayList<>();

  NodeProcess(String node, List<String> options) {
    this.node = node;
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xmx128m",
        "-cp", System.getProperty("java.class.path"), Rollcall.class.getName(), "node", "--id", node,
        "--address", "host-of-" + node + ":1"));
    command.addAll(options);
    try {
      this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.reader = new Thread(this::read, "output of " + node);
    reader.start();
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        tell(line);
      }
    } catch (IOException e) {
      // The process was killed, and with it what it had not yet written.
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tell(String line) {
    lines.add(line);
    notifyAll();
  }

  /** Waits until it has printed a line with this in it. */
  synchronized void awaitLine(String part) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (lines.stream().noneMatch(line -> line.contains(part))) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      assertThat(left).as("%s prints '%s'; so far it said %s", node, part, lines).isPositive();
      wait(left);
    }
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As {@code kill}: SIGTERM. The process's own method would also close what it prints to. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** The exit code, once it has ended. */
  int await() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)).as("%s ends", node).isTrue();
    reader.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
