package dev.rollcall.conformance.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The worker processes of a run that are on this machine. Each ends when its standard input does, so none
 * outlives this process, however that ends. Thread-safe.
 */
public final class LocalWorkers implements AutoCloseable {
  private static final long GRACE_SECONDS = 5;

  private record Member(Process process, Path log) {}

  private final DistributedRun run;
  private final List<Member> members = new ArrayList<>();

  LocalWorkers(DistributedRun run) {
    this.run = run;
  }

  /** Starts them; the server listens on this port. */
  public synchronized void start(int port) {
    try {
      for (int i = 0; i < run.localWorkers(); i++) {
        Path log = Files.createTempFile("rollcall-worker", ".log");
        log.toFile().deleteOnExit();
        Process process = new ProcessBuilder(command(port))
            .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        members.add(new Member(process, log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a worker on this machine", e);
    }
  }

  private List<String> command(int port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + run.localHeap(), "-XX:+UseSerialGC"));
    Optional.ofNullable(System.getProperty(IsolatedLoader.JAR_PROPERTY))
        .ifPresent(jar -> command.add("-D" + IsolatedLoader.JAR_PROPERTY + "=" + jar));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), LocalWorkerMain.class.getName(),
        run.host(), String.valueOf(port), String.valueOf(run.patience().toMillis())));
    return command;
  }

  /** What a process that is dead by now said last; empty while all live. */
  public synchronized Optional<String> failure() {
    return members.stream().filter(member -> !member.process.isAlive()).findFirst().map(member ->
        "a worker process on this machine ended with exit code " + member.process.exitValue() + ": "
            + lastLine(member.log));
  }

  /** Whether one of them still runs. */
  public synchronized boolean isAlive() {
    return members.stream().anyMatch(member -> member.process.isAlive());
  }

  private static String lastLine(Path log) {
    try {
      List<String> lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
      return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    } catch (IOException | UncheckedIOException e) {
      return "its output cannot be read";
    }
  }

  /** Waits a little for them to end by themselves. */
  @Override
  public synchronized void close() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
    for (Member member : members) {
      try {
        if (!member.process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          member.process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        member.process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
      // What cannot be deleted now is deleted when this process ends.
      member.log.toFile().delete();
    }
  }
}
