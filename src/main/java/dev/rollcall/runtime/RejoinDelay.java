package dev.rollcall.runtime;

import dev.rollcall.protocol.schema.Failures;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a node that keeps failing wait before it joins again, so that a process that crashes soon after each start does not
 * change the view, move actors and elect primaries all the time. The failures are counted in the store, since each is
 * noticed by another process of the node. No node waits where it may be wanted: where no primary is seen to beat, or
 * more nodes keep failing than are Active, as after power cycles in a row.
 *
 * <p>It trusts wall clocks only for how long a node waits: never longer than {@link MemberSettings#rejoinDelay}.
 */
final class RejoinDelay {
  /** So many failures in a row cost nothing. */
  static final int FREE = 3;

  private static final int MOST_DOUBLINGS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Duration longest;
  private final Alarm over;
  private final Alarm primarySilent;
  private Instant end = Instant.EPOCH;
  private Heartbeat primaryBeat;

  RejoinDelay(Core core) {
    this.core = core;
    this.longest = core.settings().rejoinDelay();
    this.over = core.alarm();
    this.primarySilent = core.alarm();
  }

  /** The node has failed; this process has removed the record. Should the count be lost, the node waits less. */
  void failed() {
    over.off();
    if (longest.isZero()) {
      return;
    }
    Keys keys = core.context().keys();
    long now = nowMillis();
    try (Transaction transaction = core.context().store().begin(core.context().config().stepTimeout())) {
      long before = read(new Registry(transaction, keys, core.damage()::found))
          .filter(failures -> isRecent(failures, now)).map(Failures::count).orElse(0L);
      transaction.set(keys.failures(core.self()), new Failures(before + 1, now).encode());
      transaction.commit();
    } catch (StoreUnavailableException e) {
      LOG.debug("failure not counted node={}", core.self(), e);
    }
  }

  /**
   * Why the node is not to join yet, and for how long; empty if it may.
   *
   * @throws StoreUnavailableException if the store cannot be reached
   */
  Optional<String> reason() {
    if (longest.isZero()) {
      return Optional.empty();
    }
    Optional<Failures> damping = core.glance(registry -> read(registry).filter(failures -> failures.count() > FREE
        && registry.readable(() -> registry.record(core.self()) == null, false)
        && primaryBeats(registry) && !isOneOfMany(registry)));
    if (damping.isPresent() && !over.isSet()) {
      Duration left = left(damping.get());
      over.in(left);
      end = core.context().wallClock().instant().plus(left).truncatedTo(ChronoUnit.SECONDS);
    }
    return damping.filter(failures -> !over.isDue()).map(failures -> "the end of its delay, at " + end + ": it failed "
        + failures.count() + " times, each within " + calm().toSeconds() + " s of the last");
  }

  private boolean primaryBeats(Registry registry) {
    Optional<Heartbeat> beat = registry.readable(
        () -> registry.primary().holder().flatMap(holder -> registry.heartbeat(holder.node())), Optional.empty());
    if (beat.isPresent() && !beat.get().equals(primaryBeat)) {
      primaryBeat = beat.get();
      primarySilent.in(core.context().config().failureTimeout());
    }
    return beat.isPresent() && !primarySilent.isDue();
  }

  private boolean isOneOfMany(Registry registry) {
    long now = nowMillis();
    long failing = registry.failures().values().stream()
        .filter(failures -> failures.count() > FREE && isRecent(failures, now)).count();
    return failing > registry.active().size();
  }

  /** Damaged ones count as none; the next failure mends them. */
  private Optional<Failures> read(Registry registry) {
    return registry.readable(() -> registry.failures(core.self()), Optional.empty());
  }

  private Duration left(Failures failures) {
    long doublings = Math.min(failures.count() - FREE - 1, MOST_DOUBLINGS);
    Duration delay = shorter(longest, core.context().config().failureTimeout().multipliedBy(1L << doublings));
    Duration since = Duration.ofMillis(Math.max(0, nowMillis() - failures.atMillis()));
    return since.compareTo(delay) > 0 ? Duration.ZERO : delay.minus(since);
  }

  private boolean isRecent(Failures failures, long nowMillis) {
    return nowMillis - failures.atMillis() <= calm().toMillis();
  }

  /** Without a failure for so long, the count begins at 1 again. */
  private Duration calm() {
    return longest.multipliedBy(2);
  }

  private long nowMillis() {
    return core.context().wallClock().millis();
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
