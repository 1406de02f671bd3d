package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.migration.DueActors;
import dev.rollcall.migration.MigrationProgress;
import dev.rollcall.migration.MigrationQueue;
import dev.rollcall.migration.MigrationResult;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A primary moves actors away from processes that are gone, one batch at a time, with all other duties in between, and
 * also while the application's strategy chooses where a batch moves. TLA+: {@code MigrateActors}.
 */
final class Migrating implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Alarm alarm;
  private final Backoff backoff;
  private final PlacementCall placement;
  private final WaitingActors waiting;
  private MigrationQueue queue;
  /** The batch whose actors the strategy is asked about; null if there is none. */
  private DueActors due;
  private long term;
  private String logged = "";
  private volatile Optional<MigrationProgress> progress = Optional.empty();

  Migrating(Core core) {
    this.core = core;
    this.alarm = core.alarm();
    this.backoff = core.backoff();
    this.placement = new PlacementCall(core);
    this.waiting = new WaitingActors(core, "moved");
  }

  /** What the latest batch came to; empty for a member that is not primary. Safe for any thread. */
  Optional<MigrationProgress> progress() {
    return progress;
  }

  /** What is wrong with the strategy. Safe for any thread. */
  Optional<Complaint> complaint() {
    return placement.complaint();
  }

  /** That actors have waited for too long. Safe for any thread. */
  Optional<Complaint> stuck() {
    return waiting.complaint();
  }

  @Override
  public boolean waitsForHeartbeat() {
    return true;
  }

  @Override
  public long run() {
    if (!core.process().believesPrimary() || !core.hasLease()) {
      term = 0;
      due = null;
      progress = Optional.empty();
      placement.forgetFailure();
      waiting.forget();
      return Alarm.NEVER;
    }
    if (core.process().primaryTerm() != term) {
      term = core.process().primaryTerm();
      queue = new MigrationQueue(core.context(), core.damage()::found);
      due = null;
      alarm.now();
    }
    if (alarm.isDue() && due == null && !placement.isUnderWay()) {
      plan();
    }
    if (due != null && !placement.isUnderWay()) {
      move();
    }
    return placement.isUnderWay() ? Alarm.NEVER : alarm.left();
  }

  private void plan() {
    long began = core.now();
    // Should it throw.
    alarm.in(core.settings().lookInterval());
    try {
      DueActors read = queue.read();
      if (!read.candidates().isEmpty()) {
        due = read;
        placement.begin(read);
      } else {
        made(queue.move(core.process(), read, Map.of()), read.isLast(), began);
      }
    } catch (StoreUnavailableException e) {
      made(new MigrationProgress(List.of(), OptionalLong.empty(), Optional.of(Refusal.STORE_UNAVAILABLE)),
          false, began);
    }
  }

  private void move() {
    DueActors planned = due;
    due = null;
    Optional<Map<ActorId, NodeId>> chosen = placement.answer();
    if (chosen.isEmpty()) {
      waits(planned, "the placement strategy does not say where");
      alarm.in(core.settings().lookInterval());
      return;
    }
    long began = core.now();
    try {
      made(queue.move(core.process(), planned, chosen.get()), planned.isLast(), began);
    } catch (DamagedValueException e) {
      waits(planned, e.getMessage());
      throw e;
    }
  }

  private void waits(DueActors due, String why) {
    due.candidates().forEach(candidate -> waiting.waits(candidate.actor(), why));
    waiting.looked(due.isLast(), due.count());
  }

  private void made(MigrationProgress batch, boolean isLast, long began) {
    progress = Optional.of(batch);
    for (MigrationResult result : batch.results()) {
      if (result instanceof MigrationResult.Failed failed) {
        waiting.waits(failed.candidate().actor(), failed.reason());
      } else if (result instanceof MigrationResult.NoCapacity none) {
        waiting.waits(none.candidate().actor(), "no node takes it");
      }
    }
    waiting.looked(isLast, batch.left().orElse(0));
    String result = batch.refusal().map(refusal -> refusal.name().toLowerCase(Locale.ROOT)).orElse("performed");
    if (!batch.results().isEmpty() || batch.refusal().isPresent()) {
      core.metrics().step("MigrateActors", result, Duration.ofNanos(core.now() - began));
    }
    log(batch, result);
    if (batch.moved() > 0) {
      backoff.reset();
      alarm.now();
    } else if (batch.refusal().isPresent()) {
      alarm.in(backoff.next());
    } else {
      alarm.in(core.settings().lookInterval());
    }
  }

  /** A batch that moved nothing is logged only if that is news: it is tried again and again. */
  private void log(MigrationProgress made, String result) {
    String now = made.results().isEmpty() && made.refusal().isEmpty() ? "" : result;
    if (made.moved() > 0 || !now.isEmpty() && !now.equals(logged)) {
      LOG.info("migration node={} moved={} left={} result={}", core.self(), made.moved(), made.left(), result);
    }
    logged = now;
  }
}
