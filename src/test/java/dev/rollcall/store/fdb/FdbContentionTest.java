package dev.rollcall.store.fdb;

import static dev.rollcall.store.StoreFixture.A;
import static dev.rollcall.store.StoreFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads that want the same key: they get it one after the other, each as often as it asked. */
@FdbCluster.Needed
@Timeout(120)
class FdbContentionTest {
  private static final int THREADS = 64;
  private static final int INCREMENTS = 5;
  private static final int TRIES = 300;
  private static final int LONGEST_PAUSE_MILLIS = 100;

  private final AtomicInteger conflicts = new AtomicInteger();

  @Test
  void everyIncrementIsAppliedOnceWithinBoundedTries() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try (Store store = FdbCluster.freshStore()) {
      List<Future<?>> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        threads.add(executor.submit(() -> {
          for (int done = 0; done < INCREMENTS; done++) {
            increment(store);
          }
          return null;
        }));
      }
      for (Future<?> thread : threads) {
        thread.get(100, TimeUnit.SECONDS);
      }
      assertThat(read(store, A).littleEndianLong()).isEqualTo((long) THREADS * INCREMENTS);
      assertThat(conflicts).as("conflicts, without which nothing was tried").hasPositiveValue();
    } finally {
      executor.shutdownNow();
    }
    System.out.printf("contention: %d increments, %d conflicts%n", THREADS * INCREMENTS, conflicts.get());
  }

  private void increment(Store store) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      try (Transaction transaction = store.begin()) {
        Bytes old = transaction.get(A);
        transaction.set(A, Bytes.littleEndian(old == null ? 1 : old.littleEndianLong() + 1));
        CommitOutcome outcome = transaction.commit();
        assertThat(outcome).isNotInstanceOf(CommitOutcome.Unknown.class);
        if (outcome instanceof CommitOutcome.Committed) {
          return;
        }
      }
      conflicts.incrementAndGet();
      Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
    }
    throw new AssertionError("no increment in " + TRIES + " tries");
  }
}
