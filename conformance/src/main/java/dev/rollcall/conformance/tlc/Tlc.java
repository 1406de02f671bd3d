package dev.rollcall.conformance.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Runs TLC in this JVM, any number of times. Stateless and thread-safe: runs neither share anything nor
 * influence one another. Nothing is printed; TLC's files go to a temporary directory that is deleted.
 * All threads of a run are daemons and end with it.
 */
public final class Tlc {
  private static final AtomicInteger RUNS = new AtomicInteger();
  // TLC evaluates recursively: what would be deep for a thread's default stack is ordinary for a spec.
  private static final long STACK_BYTES = 64L << 20;

  private Tlc() {}

  /** Explores the model exhaustively, up to the first violation. Errors of the spec are outcomes. */
  public static CheckResult check(TlcRun run) {
    return inOwnThread((engine, scratch) -> engine.check(run, scratch));
  }

  /**
   * Explores the model as {@link #check} does while TLC writes the graph that it explores to a file, as its option
   * {@code -dump dot,actionlabels} has it, but with the parameters of each step in its label: {@code Acquire(c =
   * "c1")}. What a CONSTRAINT excludes is not in the file. The text is in the charset of the platform.
   *
   * @param dotFile is replaced if it exists; incomplete if the result is not {@code Passed}
   * @throws IllegalStateException if the file cannot be written
   */
  public static CheckResult dump(TlcRun run, Path dotFile) {
    return inOwnThread((engine, scratch) -> engine.dump(run, dotFile, scratch));
  }

  /**
   * Walks at random, with the run's invariants and action properties checked along the way. Ignores the
   * run's workers and its transition listener.
   */
  public static WalkResult walk(TlcRun run, WalkOptions options) {
    return inOwnThread((engine, scratch) -> engine.walk(run, options, scratch));
  }

  /** Whether the configuration asks for symmetry reduction; false where the spec cannot be loaded. */
  public static boolean usesSymmetry(TlcRun run) {
    return inOwnThread((engine, scratch) -> engine.usesSymmetry(run, scratch));
  }

  /** Runs with an engine and a scratch directory of its own, both of them gone afterwards. */
  static <T> T inOwnThread(BiFunction<Engine, Path, T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    ThreadGroup group = new ThreadGroup("tlc-" + RUNS.incrementAndGet());
    Runnable body =
        () -> {
          try {
            result.complete(inScratch(work));
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        };
    Thread thread = new Thread(group, body, group.getName(), STACK_BYTES);
    // Threads that TLC starts inherit this, so none of them can keep the JVM alive.
    thread.setDaemon(true);
    thread.start();
    try {
      return result.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while TLC was running", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ClusterException apart) {
        throw apart;
      }
      throw new IllegalStateException("TLC failed: " + e.getCause(), e.getCause());
    }
  }

  private static <T> T inScratch(BiFunction<Engine, Path, T> work) {
    try {
      Path scratch = Files.createTempDirectory("rollcall-tlc");
      try {
        return work.apply(IsolatedLoader.newEngine(), scratch);
      } finally {
        delete(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a temporary directory for TLC", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // A worker of a run that was cut short may still be writing: what it leaves goes with the JVM.
      directory.toFile().deleteOnExit();
    }
  }
}
