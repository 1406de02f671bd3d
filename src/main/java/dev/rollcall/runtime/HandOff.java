package dev.rollcall.runtime;

import dev.rollcall.runtime.Complaint.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has tasks done by an executor that may refuse them, or accept and lose them. The tasks wait in a queue of this class:
 * what the executor is given is only the order to do all that wait. So an order that is lost loses no task, and one that
 * comes late does none twice. What is refused is given to the member's own threads; if these refuse too, or no order is
 * begun for long, it is given again, ever more slowly.
 *
 * <p>Thread-safe, but for {@link #run}, which is for the member's driver.
 */
final class HandOff implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  /** The pause before what seems lost is handed over again doubles up to about 1,000 times the first. */
  private static final int DOUBLINGS = 10;

  private final Core core;
  private final String name;
  private final Executor executor;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong begun = new AtomicLong();
  private final Alarm again;
  private final Alarm asksAgain;
  private final Backoff backoff;
  private volatile Throwable refusal;
  private volatile boolean refusedByAll;
  private volatile boolean stalled;
  private volatile boolean closed;
  private boolean retrying;
  private long begunBefore;
  private int inVain;

  /**
   * @param name of the executor, for people
   */
  HandOff(Core core, String name, Executor executor) {
    this.core = core;
    this.name = name;
    this.executor = executor;
    this.again = core.alarm();
    this.asksAgain = core.alarm();
    this.backoff = core.backoff();
  }

  /** Has a task done soon: by the caller itself, if the member is closed and no executor takes it. */
  void add(Runnable task) {
    waiting.add(task);
    if (!handOver()) {
      if (closed) {
        doAll();
      } else {
        core.around().wake().run();
      }
    }
  }

  private boolean handOver() {
    Throwable refused = offer(executor);
    if (refused != null && refusal == null) {
      LOG.warn("executor refuses node={} executor=\"{}\"", core.self(), name, refused);
    }
    boolean taken = refused == null || offer(core.around().spare()) == null;
    refusal = refused;
    refusedByAll = !taken;
    return taken;
  }

  /** Catches all: an executor that cannot make a thread throws an Error. */
  private Throwable offer(Executor to) {
    try {
      to.execute(this::doAll);
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  private void doAll() {
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      begun.incrementAndGet();
      try {
        next.run();
      } catch (Throwable e) {
        LOG.error("task failed node={} executor=\"{}\"", core.self(), name, e);
      }
    }
  }

  /**
   * Hands over again what was refused, or has not been begun for long. Where nothing waits, an executor that refused last
   * is asked now and then whether it still does.
   */
  @Override
  public long run() {
    boolean goesOn = begun.get() != begunBefore;
    begunBefore = begun.get();
    boolean idle = waiting.isEmpty();
    if (idle || goesOn || retrying != refusedByAll) {
      retrying = refusedByAll;
      stalled = false;
      inVain = 0;
      backoff.reset();
      again.off();
    }
    if (idle) {
      return askAgain();
    }
    asksAgain.off();
    if (again.isDue()) {
      stalled = !retrying;
      inVain = Math.min(inVain + 1, DOUBLINGS);
      handOver();
      again.in(pause());
    } else if (!again.isSet()) {
      again.in(pause());
    }
    return again.left();
  }

  private long askAgain() {
    if (refusal == null) {
      asksAgain.off();
    } else if (!asksAgain.isSet()) {
      asksAgain.in(core.settings().lookInterval());
    } else if (asksAgain.isDue()) {
      refusal = offer(executor);
      asksAgain.in(core.settings().lookInterval());
    }
    return asksAgain.left();
  }

  private Duration pause() {
    return retrying ? backoff.next() : core.settings().lookInterval().multipliedBy(1L << inVain);
  }

  /** From now on nothing is tried again; what waits is handed over once more, or done by the caller. */
  void close() {
    closed = true;
    if (!waiting.isEmpty() && !handOver()) {
      doAll();
    }
  }

  /** What is wrong with the executor. Safe for any thread. */
  List<Complaint> complaints() {
    List<Complaint> complaints = new ArrayList<>();
    Throwable refused = refusal;
    if (refused != null) {
      complaints.add(new Complaint(Code.EXECUTOR_REFUSING, "the " + name + " refuses tasks: " + refused
          + (refusedByAll ? "; the member's own threads do, too" : "; the member's own threads do them")));
    }
    if (stalled) {
      complaints.add(new Complaint(Code.EXECUTOR_STALLED, "the " + name + " has taken tasks, of which it has begun none for "
          + "more than " + core.settings().lookInterval()));
    }
    return complaints;
  }
}
