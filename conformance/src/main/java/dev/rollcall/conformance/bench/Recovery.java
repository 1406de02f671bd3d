package dev.rollcall.conformance.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Has many clusters live through random histories, several side by side, and measures how soon each is whole again. */
public final class Recovery {
  private final RecoveryOptions options;
  private final int threads;

  public Recovery(RecoveryOptions options, int threads) {
    this.options = options;
    this.threads = threads;
  }

  /**
   * Runs all histories.
   *
   * @param done told each result as soon as it is known, by one thread at a time
   * @return the results, in the order of the seeds
   */
  public List<RecoveryResult> run(Consumer<RecoveryResult> done) {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<RecoveryResult>> running = new ArrayList<>();
      for (RecoveryCase one : options.cases()) {
        running.add(workers.submit(() -> {
          RecoveryResult result = new RecoveryHistory(options, one, false).run();
          synchronized (this) {
            done.accept(result);
          }
          return result;
        }));
      }
      List<RecoveryResult> results = new ArrayList<>();
      for (Future<RecoveryResult> result : running) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a history could not be run", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      workers.shutdownNow();
    }
  }

  /** Runs a history again, and has it tell what happened. */
  public RecoveryResult explain(RecoveryCase one) {
    return new RecoveryHistory(options, one, true).run();
  }
}
