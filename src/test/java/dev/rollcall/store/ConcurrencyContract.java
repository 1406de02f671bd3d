package dev.rollcall.store;

import static dev.rollcall.store.StoreFixture.commit;
import static dev.rollcall.store.StoreFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strict serializability, checked on what many transactions at once did and saw. */
@Timeout(120)
public interface ConcurrencyContract extends StoreFixture {

  int THREADS = 8;
  int TRANSACTIONS = 300;

  /**
   * How often each thread repeats a short transaction. A store whose commits take microseconds must raise
   * this, or its races are too rare to be met.
   */
  default int rounds() {
    return 100;
  }

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  @SuppressWarnings("ThreadPriorityCheck") // Has threads meet more often; the test is right without.
  default void transactionsOfManyThreadsAreStrictlySerializable(long seed) throws Exception {
    String repeat = Seeds.announce("transactionsOfManyThreads", seed);
    try (Store store = newStore()) {
      List<List<Attempt>> runs = inParallel(thread -> () -> {
        List<Attempt> attempts = new ArrayList<>();
        Random random = new Random(seed * 1_000 + thread);
        for (int i = 0; i < TRANSACTIONS; i++) {
          Attempt attempt = new Attempt("t" + thread + "." + i, store, random, System.nanoTime());
          for (int steps = 1 + random.nextInt(6); steps > 0; steps--) {
            attempt.step();
            // With few processors, threads meet only where one lets another in.
            Thread.yield();
          }
          attempt.commit();
          attempt.ended = System.nanoTime();
          attempts.add(attempt);
        }
        return attempts;
      });
      judge(runs.stream().flatMap(List::stream).toList(), repeat);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  default void interleavedTransactionsAreStrictlySerializable(long seed) {
    String repeat = Seeds.announce("interleavedTransactions", seed);
    Random random = new Random(seed);
    try (Store store = newStore()) {
      List<Attempt> attempts = new ArrayList<>();
      List<Attempt> open = new ArrayList<>();
      for (long now = 0; now < 20_000; now++) {
        if (open.size() < 5) {
          open.add(new Attempt("t" + now, store, random, now));
        }
        Attempt attempt = open.get(random.nextInt(open.size()));
        attempt.step();
        if (random.nextInt(4) == 0) {
          attempt.commit();
          attempt.ended = now;
          open.remove(attempt);
          attempts.add(attempt);
        }
      }
      open.forEach(Attempt::giveUp);
      judge(attempts, repeat);
    }
  }

  private static void judge(List<Attempt> attempts, String repeat) {
    assertThat(new History(attempts).violation()).as(repeat).isNull();
    long conflicts = attempts.stream().filter(a -> a.outcome instanceof CommitOutcome.Conflict).count();
    assertThat(conflicts).as("conflicts, without which nothing was tried; %s", repeat).isPositive();
    assertThat(conflicts).as("conflicts; %s", repeat).isLessThan(attempts.size() * 9L / 10);
  }

  @Test
  default void incrementsByReadAndWriteAreNotLost() throws Exception {
    try (Store store = newStore()) {
      inParallel(thread -> () -> {
        for (int done = 0; done < rounds(); ) {
          try (Transaction t = store.begin()) {
            Bytes old = t.get(A);
            t.set(A, Bytes.littleEndian(old == null ? 1 : old.littleEndianLong() + 1));
            done += t.commit() instanceof CommitOutcome.Committed ? 1 : 0;
          }
        }
        return null;
      });
      assertThat(read(store, A).littleEndianLong()).isEqualTo((long) THREADS * rounds());
    }
  }

  @Test
  default void addsOfManyThreadsAllCountAtTheFirstTry() throws Exception {
    try (Store store = newStore()) {
      inParallel(thread -> () -> {
        for (int i = 0; i < rounds(); i++) {
          commit(store, t -> t.add(A, thread));
        }
        return null;
      });
      assertThat(read(store, A).littleEndianLong()).isEqualTo((long) rounds() * THREADS * (THREADS - 1) / 2);
    }
  }

  @Test
  default void aCommitIsSeenWholeOrNotAtAll() throws Exception {
    try (Store store = newStore()) {
      inParallel(thread -> () -> {
        for (int i = 0; i < rounds(); i++) {
          Bytes value = Bytes.utf8(thread + "." + i);
          commit(store, t -> {
            t.set(A, value);
            t.set(B, value);
            t.set(C, value);
          });
          try (Transaction t = store.begin()) {
            assertThat(t.getRange(KeyRange.ALL)).extracting(KeyValue::value).containsOnly(t.get(A)).hasSize(3);
          }
        }
        return null;
      });
    }
  }

  /** Runs {@code work} on {@link #THREADS} threads that start together; rethrows what any of them throws. */
  private static <T> List<T> inParallel(IntFunction<Callable<T>> work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Callable<T> task = work.apply(i);
        futures.add(executor.submit(() -> {
          start.await();
          return task.call();
        }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(100, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }
}
