package dev.rollcall.runtime;

import dev.rollcall.runtime.TortureLog.Trouble;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.ScriptedStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One process's way to a store, with all troubles that a store may make, at random: calls that take long, or too long;
 * replies that come when a lease is over; conflicts; unknown outcomes, some of them applied only later; watches that fail
 * or never fire. It keeps what a store promises: an unknown commit is not applied any more once another transaction has
 * begun. Thread-safe.
 */
final class TroubledStore implements Store {
  private static final double FAULTY = 0.15;
  private static final double SLOW_CALL = 0.01;
  private static final double HANGING_CALL = 0.0003;
  private static final int SLOW_MICROS = 4_000;
  private static final int HANGING_MICROS = 400_000;
  private static final int LATE_MICROS = 60_000;
  private static final double LATE_REPLY = 0.01;
  private static final int LATE_REPLY_MICROS = 1_500_000;
  private static final double BAD_WATCH = 0.05;

  private static final List<Trouble> FAULTS = List.of(Trouble.UNAVAILABLE, Trouble.CONFLICT, Trouble.UNKNOWN_COMMITTED,
      Trouble.UNKNOWN_NOT_COMMITTED, Trouble.COMMITTED_LATE);
  private static final List<String> READS = List.of("get", "getAll", "getRange", "snapshot", "watch", "addReadConflict",
      "commit", "close");

  private final Store store;
  private final Random random;
  private final TortureLog log;
  private final BooleanSupplier calm;
  private final ScheduledExecutorService later;
  private final Queue<FutureTask<?>> late = new ConcurrentLinkedQueue<>();
  private volatile long awayUntilNanos = System.nanoTime();

  /**
   * @param calm whether there is no trouble any more
   * @param later commits what is committed late
   */
  TroubledStore(Store store, Random random, TortureLog log, BooleanSupplier calm, ScheduledExecutorService later) {
    this.store = store;
    this.random = random;
    this.log = log;
    this.calm = calm;
    this.later = later;
  }

  private boolean happens(double probability) {
    return !calm.getAsBoolean() && random.nextDouble() < probability;
  }

  @Override
  public Transaction begin() {
    return begin(Duration.ofSeconds(4));
  }

  @Override
  public Transaction begin(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    if (!calm.getAsBoolean() && System.nanoTime() - awayUntilNanos < 0) {
      throw StoreUnavailableException.withoutStackTrace("the store is away after a late reply");
    }
    for (FutureTask<?> commit = late.poll(); commit != null; commit = late.poll()) {
      finish(commit);
    }
    Trouble trouble = happens(FAULTY) ? FAULTS.get(random.nextInt(FAULTS.size())) : null;
    ScriptedStore scripted = new ScriptedStore(store, FaultScript.always(fault(trouble)));
    try {
      InvocationHandler attempt = new Attempt(scripted, scripted.begin(timeout), trouble, end);
      return (Transaction) Proxy.newProxyInstance(
          Transaction.class.getClassLoader(), new Class<?>[] {Transaction.class}, attempt);
    } catch (StoreUnavailableException e) {
      log.count(Trouble.UNAVAILABLE);
      throw e;
    }
  }

  private static void finish(FutureTask<?> commit) {
    commit.run();
    for (boolean done = commit.isDone(); !done; done = commit.isDone()) {
      LockSupport.parkNanos(100_000);
    }
  }

  private Fault fault(Trouble trouble) {
    if (trouble == null) {
      return Fault.NONE;
    }
    return switch (trouble) {
      case UNAVAILABLE -> Fault.unavailableAt(random.nextInt(8));
      case CONFLICT -> Fault.CONFLICT;
      case UNKNOWN_COMMITTED -> Fault.UNKNOWN_COMMITTED;
      case UNKNOWN_NOT_COMMITTED -> Fault.UNKNOWN_NOT_COMMITTED;
      default -> Fault.NONE;
    };
  }

  private final class Attempt implements InvocationHandler {
    private final ScriptedStore scripted;
    private final Transaction transaction;
    private final Trouble trouble;
    private final long endNanos;
    private boolean writes;
    private boolean committing;

    Attempt(ScriptedStore scripted, Transaction transaction, Trouble trouble, long endNanos) {
      this.scripted = scripted;
      this.transaction = transaction;
      this.trouble = trouble;
      this.endNanos = endNanos;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
      String name = method.getName();
      if (name.equals("close")) {
        if (!committing) {
          transaction.close();
        }
        return null;
      }
      delay();
      writes |= !READS.contains(name);
      if (name.equals("commit")) {
        return commit();
      }
      try {
        Object answer = method.invoke(transaction, args);
        return name.equals("watch") ? watch((CompletableFuture<?>) answer) : answer;
      } catch (InvocationTargetException e) {
        countStruck();
        throw e.getCause();
      }
    }

    private void delay() {
      boolean hangs = happens(HANGING_CALL);
      if (hangs || happens(SLOW_CALL)) {
        log.count(Trouble.CALL_DELAYED);
        LockSupport.parkNanos(1_000L * random.nextInt(hangs ? HANGING_MICROS : SLOW_MICROS));
      }
      if (System.nanoTime() - endNanos > 0) {
        log.count(Trouble.UNAVAILABLE);
        throw StoreUnavailableException.withoutStackTrace("the transaction took too long");
      }
    }

    private CommitOutcome commit() {
      if (trouble == Trouble.COMMITTED_LATE && writes) {
        committing = true;
        FutureTask<?> commit = new FutureTask<>(this::commitLate, null);
        late.add(commit);
        later.schedule(commit, random.nextInt(LATE_MICROS), TimeUnit.MICROSECONDS);
        return CommitOutcome.Unknown.INSTANCE;
      }
      try {
        CommitOutcome outcome = transaction.commit();
        if (happens(LATE_REPLY)) {
          log.count(Trouble.REPLY_DELAYED);
          LockSupport.parkNanos(1_000L * random.nextInt(LATE_REPLY_MICROS));
          awayUntilNanos = System.nanoTime() + 1_000L * random.nextInt(LATE_REPLY_MICROS);
        }
        return outcome;
      } finally {
        countStruck();
      }
    }

    private void commitLate() {
      if (transaction.commit() instanceof CommitOutcome.Committed) {
        log.count(Trouble.COMMITTED_LATE);
      }
    }

    private void countStruck() {
      if (scripted.struck() > 0) {
        log.count(trouble);
      }
    }

    private Object watch(CompletableFuture<?> watch) {
      if (!happens(BAD_WATCH)) {
        return watch;
      }
      CompletableFuture<Void> bad = new CompletableFuture<>();
      bad.whenComplete((nothing, failure) -> watch.cancel(false));
      if (random.nextBoolean()) {
        log.count(Trouble.WATCH_LOST);
      } else {
        log.count(Trouble.WATCH_FAILED);
        bad.completeExceptionally(new StoreUnavailableException("the watch failed"));
      }
      return bad;
    }
  }

  @Override
  public void close() {}
}
