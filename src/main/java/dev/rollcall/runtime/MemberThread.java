package dev.rollcall.runtime;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a member: runs its driver when that wants to be run, and what others ask of it in between. Nothing
 * that goes wrong there ends it, not even an Error; only {@link #end} does.
 */
final class MemberThread {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  /** Between two runs of a driver that fails as a whole. */
  private static final long AFTER_FAILURE_NANOS = 100_000_000;

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
   * @param factory makes the thread
   * @param atEnd the last that it does
   */
  MemberThread(ThreadFactory factory, Runnable atEnd) {
    this.atEnd = atEnd;
    thread = factory.newThread(this::run);
  }

  void start(MemberDriver toRun) {
    driver = toRun;
    thread.start();
  }

  /** Whether the thread was started and has ended, however that came. Thread-safe. */
  boolean isDead() {
    return thread.getState() == Thread.State.TERMINATED;
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
      boolean heard = !over && !isDead();
      if (heard) {
        requests.add(request);
        wake = true;
        woken.signal();
      }
      return heard;
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
      Throwable failure = null;
      while (!ending) {
        failure = runDriver(failure);
      }
    } finally {
      // Then the member claims nothing, and nobody waits for it in vain.
      end(driver);
    }
  }

  /**
   * @param before what the run before failed with; null if it did not
   * @return what this one failed with, perhaps in saying so
   */
  private Throwable runDriver(Throwable before) {
    try {
      if (before != null) {
        pause(AFTER_FAILURE_NANOS);
        LOG.error("run failed thread={}; tried again", thread.getName(), before);
      }
      answer();
      pause(driver.run());
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  private void end(MemberDriver ended) {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
    try {
      answer();
      ended.close();
    } finally {
      atEnd.run();
    }
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
