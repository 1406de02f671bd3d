package dev.rollcall.runtime;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The one thread of a member: runs its driver when that wants to be run, and what others ask of it in between. */
final class MemberThread {
  private final Thread thread;
  private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean wake;
  private boolean over;
  private final Runnable atEnd;
  private volatile boolean ending;
  private MemberDriver driver;

  /**
   * @param atEnd the last that it does
   */
  MemberThread(String name, Runnable atEnd) {
    this.atEnd = atEnd;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start(MemberDriver toRun) {
    driver = toRun;
    thread.start();
  }

  /** Has the driver run soon. Thread-safe, and never waits for the driver. */
  void wake() {
    lock.lock();
    try {
      wake = true;
      woken.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does something on this thread, soon.
   *
   * @return false if the thread has ended, and will not
   */
  boolean request(Runnable request) {
    lock.lock();
    try {
      if (!over) {
        requests.add(request);
        wake = true;
        woken.signal();
      }
      return !over;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread after what it is doing, and after all that was requested before. */
  void end() {
    ending = true;
    wake();
  }

  /** Waits until the thread has ended, unless it is the one that asks. */
  void awaitEnd(Duration atMost) throws InterruptedException {
    if (Thread.currentThread() != thread) {
      thread.join(Math.max(1, atMost.toMillis()));
    }
  }

  private void run() {
    try {
      while (!ending) {
        answer();
        pause(driver.run());
      }
    } finally {
      // Also if an error ends it: then the member claims nothing, and nobody waits for it in vain.
      end(driver);
    }
  }

  private void end(MemberDriver ended) {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
    answer();
    ended.close();
    atEnd.run();
  }

  private void answer() {
    for (Runnable next = requests.poll(); next != null; next = requests.poll()) {
      next.run();
    }
  }

  private void pause(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!wake && left > 0) {
        left = woken.awaitNanos(left);
      }
      wake = false;
    } catch (InterruptedException e) {
      // What is due is due; only end() ends this thread.
    } finally {
      lock.unlock();
    }
  }
}
