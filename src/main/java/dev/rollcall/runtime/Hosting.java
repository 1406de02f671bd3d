package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.migration.Arrivals;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.DamagedValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final WaitingActors waiting;
  /** The last arrival that was looked at; null to begin with the first. Those that fail keep none behind them waiting. */
  private ActorId after;
  private boolean retrying;
  private long incarnation;

  /** An actor that was not activated, and whether that is for damage: trying again soon is of no use then. */
  private record Failure(ActorId actor, String why, boolean damaged) {}

  Hosting(Core core, ActorRunner runner) {
    this.core = core;
    this.runner = runner;
    this.arrivals = new Arrivals(core.context(), core.damage()::found);
    this.waiting = new WaitingActors(core, "activated at " + core.self());
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
      waiting.forget();
      return Alarm.NEVER;
    }
    signal.set(alarm);
    if (underWay.get() > 0) {
      return Alarm.NEVER;
    }
    List<Failure> failed = takeFailures();
    if (failed.stream().anyMatch(f -> !f.damaged) || !runner.unsettled().isEmpty() && !retrying) {
      retrying = true;
      alarm.in(backoff.next());
    } else if (!failed.isEmpty()) {
      alarm.in(core.settings().lookInterval());
    }
    if (alarm.isDue()) {
      look();
    }
    return alarm.left();
  }

  private List<Failure> takeFailures() {
    if (failures.isEmpty()) {
      return List.of();
    }
    List<Failure> failed = new ArrayList<>();
    for (Failure failure = failures.poll(); failure != null; failure = failures.poll()) {
      failed.add(failure);
      waiting.waits(failure.actor, failure.why);
    }
    waiting.looked(after == null, failed.size());
    return failed;
  }

  void close() {
    arrivals.close();
    runner.end();
  }

  private void become(long next) {
    arrivals.close();
    alarm.off();
    runner.end();
    waiting.forget();
    after = null;
    incarnation = next;
    if (next != 0) {
      runner.begin(next);
    }
  }

  private void look() {
    Arrivals.Seen seen = arrivals.look(incarnation, after, BATCH);
    after = seen.actors().size() == BATCH ? seen.actors().get(BATCH - 1) : null;
    signal.looked(!seen.actors().isEmpty(), seen.mayBeMore());
    alarm.in(core.refresh(core.settings().refreshInterval()));
    retrying = false;
    List<ActorId> unsettled = List.copyOf(runner.unsettled());
    if (unsettled.isEmpty() && seen.actors().isEmpty()) {
      backoff.reset();
      waiting.looked(after == null, 0);
    }
    underWay.set(unsettled.size() + seen.actors().size());
    unsettled.forEach(actor -> work(actor, runner::settle));
    seen.actors().forEach(actor -> work(actor, runner::activate));
  }

  private void work(ActorId actor, Function<ActorId, ActorOutcome> action) {
    long host = incarnation;
    core.working().add(() -> {
      try {
        ActorOutcome outcome = action.apply(actor);
        if (outcome.equals(new ActorOutcome.Refused(Refusal.PLACED_ELSEWHERE))) {
          Arrivals.requirePlacedHere(core.context(), host, actor);
        }
        if (!(outcome instanceof ActorOutcome.Performed)) {
          failures.add(new Failure(actor, outcome.toString(), false));
        }
      } catch (DamagedValueException e) {
        core.damage().found(e);
        failures.add(new Failure(actor, e.getMessage(), true));
      } catch (Throwable e) {
        LOG.error("actor failed node={} actor={}; tried again", core.self(), actor, e);
        failures.add(new Failure(actor, e.toString(), false));
      }
      if (underWay.decrementAndGet() == 0) {
        signal.tell();
      }
    });
  }

  /** That actors have waited for too long. Safe for any thread. */
  Optional<Complaint> stuck() {
    return waiting.complaint();
  }

  /** What is wrong with a member whose watch failed. Safe for any thread. */
  Optional<Complaint> complaint() {
    return signal.complaint();
  }
}
