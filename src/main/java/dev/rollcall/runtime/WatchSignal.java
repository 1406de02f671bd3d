package dev.rollcall.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Has a duty look again when a watch of the store says that there may be something new. Watches may fail at once, as
 * where a client has too many, or fire for nothing: so looks that found nothing new follow each other ever more slowly, in
 * the end as often as those at heartbeats.
 *
 * <p>Used by the member's driver only, but for what is called safe for any thread.
 */
final class WatchSignal {
  private final Core core;
  private final Backoff nothingNew;
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicReference<Throwable> failed = new AtomicReference<>();
  private boolean looksBecauseTold;
  private long lookedNanos;
  private Duration pause = Duration.ZERO;

  WatchSignal(Core core) {
    this.core = core;
    this.nothingNew = core.backoff(core.settings().lookInterval());
  }

  /** Says that there may be something new. Safe for any thread. */
  void tell() {
    told.set(true);
    core.around().wake().run();
  }

  /** Sets the alarm for the next look: for now if there was none, or if it was told of something since the latest. */
  void set(Alarm alarm) {
    if (!alarm.isSet()) {
      alarm.now();
    }
    if (told.getAndSet(false)) {
      looksBecauseTold = true;
      alarm.at(lookedNanos, pause);
    }
  }

  /**
   * A look has been taken. What it was told before that is over: only the look's own watch counts.
   *
   * @param news whether the look found anything new
   * @param watch completes when there may be more; exceptionally if it failed
   */
  void looked(boolean news, CompletableFuture<Void> watch) {
    if (news || !looksBecauseTold) {
      nothingNew.reset();
      pause = Duration.ZERO;
    } else {
      pause = nothingNew.next();
    }
    looksBecauseTold = false;
    lookedNanos = core.now();
    told.set(false);
    failed.set(null);
    watch.whenComplete((fired, failure) -> {
      if (failure != null) {
        failed.set(failure);
      }
      tell();
    });
  }

  /** What is wrong if the latest watch failed. Safe for any thread. */
  Optional<Complaint> complaint() {
    return Optional.ofNullable(failed.get()).map(failure -> new Complaint(Complaint.Code.WATCH_FAILED,
        "a watch of the store failed, so changes are seen later: " + failure.getMessage()));
  }
}
