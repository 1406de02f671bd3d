package dev.rollcall.runtime;

import dev.rollcall.migration.MigrateActors;
import dev.rollcall.migration.MigrationProgress;
import dev.rollcall.migration.MigrationQueue;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A primary moves actors away from processes that are gone, one batch at a time, with all other duties in between. TLA+:
 * {@code MigrateActors}.
 */
final class Migrating implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Alarm alarm;
  private final Backoff backoff;
  private MigrationQueue queue;
  private long term;
  private String logged = "";
  private volatile Optional<MigrationProgress> progress = Optional.empty();

  Migrating(Core core) {
    this.core = core;
    this.alarm = core.alarm();
    this.backoff = core.backoff();
  }

  /** What the latest batch came to; empty for a member that is not primary. Safe for any thread. */
  Optional<MigrationProgress> progress() {
    return progress;
  }

  @Override
  public boolean waitsForHeartbeat() {
    return true;
  }

  @Override
  public long run() {
    if (!core.process().believesPrimary() || !core.hasLease()) {
      term = 0;
      progress = Optional.empty();
      return Alarm.NEVER;
    }
    if (core.process().primaryTerm() != term) {
      term = core.process().primaryTerm();
      queue = new MigrationQueue(
          core.context(), new MigrateActors(), core.around().placement(), MigrationQueue.BATCH);
      alarm.now();
    }
    if (alarm.isDue()) {
      step();
    }
    return alarm.left();
  }

  private void step() {
    long began = core.now();
    MigrationProgress made = queue.step(core.process());
    progress = Optional.of(made);
    String result = made.refusal().map(r -> r.name().toLowerCase(Locale.ROOT)).orElse("performed");
    if (!made.results().isEmpty() || made.refusal().isPresent()) {
      core.metrics().step("MigrateActors", result, Duration.ofNanos(core.now() - began));
    }
    log(made, result);
    if (made.moved() > 0) {
      backoff.reset();
      alarm.now();
    } else if (made.refusal().isPresent()) {
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
