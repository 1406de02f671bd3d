package dev.rollcall.conformance.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Threads that let members act. A member always acts on the same thread of a run. */
final class Crew {
  private final List<List<Turn>> shifts = new ArrayList<>();

  /** When in an interval a member's turn is, as a part of it. */
  private record Turn(LoadMember member, double at) {}

  Crew(List<LoadMember> members, int threads, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < Math.min(threads, members.size()); i++) {
      shifts.add(new ArrayList<>());
    }
    for (int i = 0; i < members.size(); i++) {
      shifts.get(i % shifts.size()).add(new Turn(members.get(i), random.nextDouble()));
    }
    shifts.forEach(shift -> shift.sort(Comparator.comparingDouble(Turn::at)));
  }

  /** Lets each member act once; returns the seconds it took. */
  double once(Consumer<LoadMember> act) {
    return run((shift, stop) -> shift.forEach(turn -> act.accept(turn.member)));
  }

  /** Lets members act without a pause until the time is over; returns the seconds it took. */
  double again(Duration time, Consumer<LoadMember> act) {
    return every(Duration.ZERO, time, act);
  }

  /** Lets each member act once an interval until the time is over; returns the seconds it took. */
  double every(Duration interval, Duration time, Consumer<LoadMember> act) {
    long start = System.nanoTime();
    return run((shift, stop) -> {
      for (long round = 0; ; round++) {
        for (Turn turn : shift) {
          long due = (long) ((round + turn.at) * interval.toNanos());
          if (Math.max(due, System.nanoTime() - start) >= time.toNanos() || stop.get() != null) {
            return;
          }
          sleepUntil(start + due);
          act.accept(turn.member);
        }
      }
    });
  }

  private static void sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private interface Work {
    void of(List<Turn> shift, AtomicReference<RuntimeException> stop);
  }

  private double run(Work work) {
    long start = System.nanoTime();
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (List<Turn> shift : shifts) {
      Thread thread = new Thread(() -> {
        try {
          work.of(shift, failure);
        } catch (RuntimeException e) {
          failure.compareAndSet(null, e);
        }
      }, "load-" + threads.size());
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    join(threads);
    if (failure.get() != null) {
      throw failure.get();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void join(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a load was on", e);
    }
  }
}
