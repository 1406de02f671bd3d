package dev.rollcall.store.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of its own that runs a main class of the tests. What it prints is read as it comes. Thread-safe. */
public final class ChildJvm implements AutoCloseable {
  private static final int LINES_SHOWN = 20;
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final String name;
  private final Process process;
  private final Thread reader;
  private final List<String> lines = new ArrayList<>();

  private ChildJvm(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = new Thread(this::read, "output of " + name);
    reader.start();
  }

  /** Runs {@code main} with the class path of the tests. */
  public static ChildJvm start(Class<?> main, String... args) {
    return start(main, Map.of(), args);
  }

  /** The same with more environment variables. */
  public static ChildJvm start(Class<?> main, Map<String, String> environment, String... args) {
    return start(main, CLASS_PATH, environment, args);
  }

  /**
   * @param environment what is added to this process's
   */
  static ChildJvm start(Class<?> main, String classPath, Map<String, String> environment, String... args) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xmx128m",
        "-cp", classPath, main.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return new ChildJvm(main.getSimpleName(), builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tests' class path without the entries that contain this text, of which there must be some. */
  static String classPathWithout(String text) {
    List<String> entries = Arrays.asList(CLASS_PATH.split(System.getProperty("path.separator")));
    List<String> kept = entries.stream().filter(entry -> !entry.contains(text)).toList();
    assertThat(kept).as("what is left of %s", entries).hasSizeLessThan(entries.size());
    return kept.stream().collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      // The process was killed, and with it what it had not yet written.
      Thread.currentThread().interrupt();
    }
  }

  /** The lines so far. */
  public List<String> output() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** The last line so far; empty if there is none. */
  public String lastLine() {
    synchronized (lines) {
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** All lines, once the process has ended by itself and well. */
  public List<String> finish() throws InterruptedException {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s ends; so far it said %s", name, end()).isTrue();
    reader.join();
    assertThat(process.exitValue()).as("%s said in the end %s", name, end()).isZero();
    return output();
  }

  private List<String> end() {
    List<String> all = output();
    return all.subList(Math.max(0, all.size() - LINES_SHOWN), all.size());
  }

  /** Kills the process at once, as {@code kill -9} does, and waits until it is gone; all that it said. */
  public List<String> kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    reader.join();
    return output();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
