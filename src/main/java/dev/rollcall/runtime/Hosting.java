package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.migration.Arrivals;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Activates the actors that were moved to this process: told by a watch, and looking again after a while in case it is
 * lost. The activations themselves are left to other threads, a batch at a time. TLA+: {@code ActivateActor}.
 */
final class Hosting implements Duty {
  /** So many arrivals are read at once. */
  static final int BATCH = 100;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final ActorRunner runner;
  private final Arrivals arrivals;
  private final Alarm alarm;
  private final Backoff backoff;
  private final WatchSignal signal;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicBoolean failed = new AtomicBoolean();
  private boolean retrying;
  private long incarnation;

  Hosting(Core core, ActorRunner runner) {
    this.core = core;
    this.runner = runner;
    this.arrivals = new Arrivals(core.context());
    this.alarm = core.alarm();
    this.backoff = core.backoff();
    this.signal = new WatchSignal(core);
  }

  @Override
  public boolean waitsForHeartbeat() {
    return true;
  }

  @Override
  public long run() {
    if (core.process().incarnation() != incarnation) {
      become(core.process().incarnation());
    }
    if (!core.isActive()) {
      alarm.off();
      return Alarm.NEVER;
    }
    signal.set(alarm);
    if (underWay.get() > 0) {
      return Alarm.NEVER;
    }
    if (failed.getAndSet(false) || !runner.unsettled().isEmpty() && !retrying) {
      retrying = true;
      alarm.in(backoff.next());
    }
    if (alarm.isDue()) {
      look();
    }
    return alarm.left();
  }

  void close() {
    arrivals.close();
    runner.end();
  }

  private void become(long next) {
    arrivals.close();
    alarm.off();
    runner.end();
    incarnation = next;
    if (next != 0) {
      runner.begin(next);
    }
  }

  private void look() {
    Arrivals.Seen seen = arrivals.look(incarnation, null, BATCH);
    signal.looked(!seen.actors().isEmpty(), seen.mayBeMore());
    alarm.in(core.refresh(core.settings().refreshInterval()));
    retrying = false;
    List<ActorId> unsettled = List.copyOf(runner.unsettled());
    if (unsettled.isEmpty() && seen.actors().isEmpty()) {
      backoff.reset();
    }
    underWay.set(unsettled.size() + seen.actors().size());
    unsettled.forEach(actor -> work(actor, runner::settle));
    seen.actors().forEach(actor -> work(actor, runner::activate));
  }

  private void work(ActorId actor, Function<ActorId, ActorOutcome> action) {
    core.working().add(() -> {
      try {
        if (!(action.apply(actor) instanceof ActorOutcome.Performed)) {
          failed.set(true);
        }
      } catch (Throwable e) {
        LOG.error("actor failed node={} actor={}; tried again", core.self(), actor, e);
        failed.set(true);
      }
      if (underWay.decrementAndGet() == 0) {
        signal.tell();
      }
    });
  }

  /** What is wrong with a member whose watch failed. Safe for any thread. */
  Optional<Complaint> complaint() {
    return signal.complaint();
  }
}
