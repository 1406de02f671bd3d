package dev.rollcall.runtime;

import dev.rollcall.ActorHost;
import dev.rollcall.migration.ActorDirectory;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a member waits for before it is gone, once for each time it leaves: that its listener has stopped the actors,
 * that the primary has moved them or no Active node is left to move them to, and that the application is done. Nothing
 * is lost if it is gone before: actors that were not moved stay due. So all of it together has a time limit. Not
 * thread-safe.
 */
final class Drain {
  /** The first pause is a look interval divided by this. */
  private static final int FIRST_PAUSE = 64;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final ActorDirectory directory;
  private final Alarm limit;
  private final Alarm count;
  private final AtomicBoolean actorsStopped = new AtomicBoolean();
  private final AtomicBoolean applicationDone = new AtomicBoolean();
  private boolean applicationAsked;
  private boolean actorsMoved;
  private boolean warned;
  private Duration pause;

  /** Stops the actors: none runs from now on. */
  Drain(Core core, ActorRunner runner) {
    this.core = core;
    this.directory = new ActorDirectory(
        core.context().store(), core.context().keys(), core.context().config().stepTimeout());
    this.limit = core.alarm();
    this.count = core.alarm();
    this.pause = core.settings().lookInterval().dividedBy(FIRST_PAUSE);
    limit.in(core.settings().drainTimeout());
    runner.stop();
    core.events().then("stopped", () -> {
      actorsStopped.set(true);
      core.around().wake().run();
    });
  }

  /** Whether NodeLeave may be taken. */
  boolean isReadyToLeave() {
    return actorsStopped.get() || isOverdue();
  }

  /** Whether NodeLeaveComplete may be taken. */
  boolean isDone() {
    if (!applicationAsked) {
      applicationAsked = true;
      count.now();
      core.events().then("drain", this::askApplication);
    }
    if (!actorsMoved && count.isDue()) {
      count.in(nextPause());
      actorsMoved = countActors() == 0 || !isAnyActive();
    }
    return actorsMoved && applicationDone.get() || isOverdue();
  }

  /** Nanoseconds until it is worth asking again, unless something wakes the member before. */
  long left() {
    return Math.min(limit.left(), actorsMoved ? Alarm.NEVER : count.left());
  }

  private boolean isOverdue() {
    if (limit.isDue() && !warned) {
      warned = true;
      LOG.warn("not drained node={} after={} actorsMoved={} applicationDone={}", core.self(),
          core.settings().drainTimeout(), actorsMoved, applicationDone);
    }
    return warned;
  }

  /** Soon at first, since members that leave together are soon all leaving; then at each look. */
  private Duration nextPause() {
    Duration now = pause;
    Duration doubled = now.multipliedBy(2);
    Duration look = core.settings().lookInterval();
    pause = doubled.compareTo(look) < 0 ? doubled : look;
    return now;
  }

  /** Where no node is Active, nobody takes the actors; they are due when a node comes. */
  private boolean isAnyActive() {
    try {
      return core.read(Registry::hasActive);
    } catch (StoreUnavailableException e) {
      return true;
    } catch (DamagedValueException e) {
      core.damage().found(e);
      return true;
    }
  }

  private long countActors() {
    try {
      return directory.load(new ActorHost(core.self(), core.process().incarnation()));
    } catch (StoreUnavailableException e) {
      return Long.MAX_VALUE;
    } catch (DamagedValueException e) {
      core.damage().found(e);
      return Long.MAX_VALUE;
    }
  }

  /** The application's code, so not on the member's thread; and whatever it throws, the member leaves. */
  private void askApplication() {
    try {
      core.around().drain().get().whenComplete((result, failure) -> applicationDone(failure));
    } catch (Throwable e) {
      applicationDone(e);
    }
  }

  private void applicationDone(Throwable failure) {
    if (failure != null) {
      LOG.warn("drain failed node={}", core.self(), failure);
    }
    applicationDone.set(true);
    core.around().wake().run();
  }
}
