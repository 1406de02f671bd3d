package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import dev.rollcall.migration.ActorFence;
import dev.rollcall.migration.StaleActorException;
import dev.rollcall.protocol.PrimaryFence;
import dev.rollcall.protocol.StalePrimaryException;
import dev.rollcall.runtime.FencedWrites.Write;
import dev.rollcall.runtime.TortureLog.Trouble;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * The application's threads in a {@link Torture}: they have actors activated and deactivated, take fences, and write
 * behind them through any process, at once or long after.
 */
final class TortureUsers implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int FENCES = 60;
  private static final int OPEN = 20;
  private static final int BETWEEN_NANOS = 4_000_000;
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  private final List<TortureMember> members;
  private final List<ActorId> actors;
  private final Store store;
  private final TortureLog log;
  private final FencedWrites writes = new FencedWrites();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  /**
   * @param store without any trouble
   */
  TortureUsers(List<TortureMember> members, List<ActorId> actors, Store store, TortureLog log) {
    this.members = members;
    this.actors = actors;
    this.store = store;
    this.log = log;
  }

  void start(Random random) {
    IntStream.range(0, THREADS).forEach(i -> {
      Random own = new Random(random.nextLong());
      threads.add(new Thread(() -> use(own), "torture-user-" + i));
    });
    threads.forEach(Thread::start);
  }

  /** Judges what was written. */
  void check() {
    writes.check(store).forEach(log::wrong);
  }

  /** How many writes were judged. */
  long writes() {
    return writes.checked();
  }

  private void use(Random random) {
    List<Object> fences = new ArrayList<>();
    while (!over) {
      List<TortureMember> running = List.copyOf(members);
      if (!running.isEmpty()) {
        TortureMember process = running.get(random.nextInt(running.size()));
        try {
          use(process, actors.get(random.nextInt(actors.size())), fences, random);
        } catch (StoreUnavailableException e) {
          log.tell(process.node().value(), process + " has no store for a write");
        } catch (Throwable e) {
          log.wrong("a user of " + process + " got " + e + " at " + List.of(e.getStackTrace()));
        }
      }
      LockSupport.parkNanos(random.nextInt(BETWEEN_NANOS));
    }
  }

  private void use(TortureMember process, ActorId actor, List<Object> fences, Random random) {
    Actors here = process.member().actors();
    int what = random.nextInt(100);
    if (what < 15 && process.open().size() < OPEN) {
      process.asked("activate " + actor, here.activate(actor));
    } else if (what < 30 && here.runs(actor)) {
      process.asked("deactivate " + actor, here.deactivate(actor));
    } else if (what < 33 && process.open().size() < OPEN) {
      process.asked("locate " + actor, here.locate(actor));
    } else if (what < 60) {
      process.member().fence().ifPresent(fences::add);
      process.member().actors().fence(actor).ifPresent(fences::add);
    } else if (!fences.isEmpty()) {
      write(process, fences.get(random.nextInt(fences.size())));
    }
    if (fences.size() > FENCES) {
      fences.remove(random.nextInt(fences.size()));
    }
  }

  /** The process need not be that of the fence: a write may arrive long after its process is gone. */
  private void write(TortureMember process, Object behind) {
    try (Transaction transaction = process.way().begin(TIMEOUT)) {
      if (behind instanceof PrimaryFence fence) {
        fence.check(transaction);
        FencedWrites.append(transaction,
            new Write("primary", fence.term(), fence.node() + "#" + fence.incarnation()));
      } else if (behind instanceof ActorFence fence) {
        fence.check(transaction);
        FencedWrites.append(transaction, new Write(
            fence.actor().value(), fence.epoch(), fence.host().node() + "#" + fence.host().incarnation()));
      }
      if (transaction.commit() instanceof CommitOutcome.Committed) {
        log.count(behind instanceof PrimaryFence ? Trouble.WRITTEN_BY_PRIMARY : Trouble.WRITTEN_BY_ACTOR);
      }
    } catch (StalePrimaryException e) {
      log.count(Trouble.STALE_PRIMARY_REFUSED);
    } catch (StaleActorException e) {
      log.count(Trouble.STALE_ACTOR_REFUSED);
    }
  }

  /** Waits for the threads to end. */
  @Override
  public void close() {
    over = true;
    threads.forEach(thread -> Await.until(thread.getName() + " ends", () -> !thread.isAlive()));
  }
}
