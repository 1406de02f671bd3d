package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The actors that one incarnation of a process runs. It runs an actor only under a live lease, and no longer once it
 * begins to leave; when its incarnation is over, so is this object. Thread-safe: calls on one actor wait for each other,
 * and now and then so do calls on different ones.
 *
 * <p>TLA+: {@code hosted}.
 */
public final class HostedActors {
  private static final int LOCKS = 64;

  private final ActorHost host;
  private final Map<ActorId, Long> epochs;
  /** Stopped, but it is not known whether the store knows. */
  private final Map<ActorId, Long> stopping = new ConcurrentHashMap<>();
  private final Object[] locks = IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toArray();
  private volatile boolean paused;
  private volatile boolean ended;

  /** A process that has just joined, and runs nothing. */
  public HostedActors(ActorHost host) {
    this(host, Map.of());
  }

  /**
   * What a snapshot tells of.
   *
   * @param epochs the actors that run, each with the epoch in which it does
   */
  public HostedActors(ActorHost host, Map<ActorId, Long> epochs) {
    this.host = host;
    this.epochs = new ConcurrentHashMap<>(epochs);
  }

  /** The process that hosts them. */
  public ActorHost host() {
    return host;
  }

  /** Whether the process may run the actor at this instant. TLA+: {@code Runs}. */
  public boolean runs(ActorId actor, ProcessState process, ClockReading now) {
    return epoch(actor) > 0 && process.incarnation() == host.incarnation() && process.lease().isLive(now);
  }

  /** The epoch in which the process runs the actor, if its lease is live; 0 if it does not. */
  public long epoch(ActorId actor) {
    return stands() ? 0 : epochs.getOrDefault(actor, 0L);
  }

  /** How many actors run, if the lease is live. */
  public int size() {
    return stands() ? 0 : epochs.size();
  }

  /** The actors that run, if the lease is live, each with the epoch in which it does; a copy. */
  public Map<ActorId, Long> snapshot() {
    return stands() ? Map.of() : Map.copyOf(epochs);
  }

  private boolean stands() {
    return paused || ended;
  }

  /**
   * Runs nothing for the time being: to be called before NodeLeave begins, because the actors are due once that
   * commits. What is activated meanwhile does not run either.
   */
  public void pause() {
    paused = true;
  }

  /** Runs the same actors again, unless it has ended: to be called if NodeLeave was refused. */
  public void resume() {
    paused = false;
  }

  /** Runs nothing ever again: to be called once NodeLeave took effect, or the process forgets its incarnation. */
  public void end() {
    ended = true;
    epochs.clear();
    stopping.clear();
  }

  /**
   * Activates an actor, in one transaction. After an unknown outcome the actor runs only if it did before; to activate
   * it again tells.
   *
   * @throws IllegalArgumentException if the process is another incarnation than this object is of
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public ActorOutcome activate(ActivateActor action, NodeContext context, ProcessState process, ActorId actor) {
    return exclusively(process, actor, () -> {
      ActorOutcome outcome = action.perform(context, process, actor);
      if (outcome instanceof ActorOutcome.Performed performed) {
        stopping.remove(actor);
        epochs.put(actor, performed.placements().get(actor).epoch());
      }
      return outcome;
    });
  }

  /**
   * Stops an actor and then deactivates it, in one transaction. If that is refused the actor runs on. After an unknown
   * outcome it does not run; to deactivate it again tells.
   *
   * @throws IllegalArgumentException if the process is another incarnation than this object is of
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read; the actor has
   *     stopped then
   */
  public ActorOutcome deactivate(DeactivateActor action, NodeContext context, ProcessState process, ActorId actor) {
    return exclusively(process, actor, () -> {
      Long earlier = stopping.get(actor);
      Long running = epochs.remove(actor);
      long epoch = running != null ? running : earlier != null ? earlier : 0;
      if (running != null) {
        stopping.put(actor, running);
      }
      ActorOutcome outcome = action.perform(context, process, actor, epoch);
      if (outcome instanceof ActorOutcome.Refused refused) {
        refused(actor, epoch, earlier != null, refused.reason());
      } else if (outcome instanceof ActorOutcome.Performed) {
        stopping.remove(actor);
      }
      return outcome;
    });
  }

  /** An actor that may have been vacated before runs again only if this transaction saw that it was not. */
  private void refused(ActorId actor, long epoch, boolean unknownBefore, Refusal reason) {
    if (unknownBefore && reason == Refusal.STORE_UNAVAILABLE || epoch == 0) {
      return;
    }
    stopping.remove(actor);
    if (!unknownBefore || reason == Refusal.CONFLICT) {
      epochs.put(actor, epoch);
    }
  }

  private ActorOutcome exclusively(ProcessState process, ActorId actor, Supplier<ActorOutcome> work) {
    if (process.incarnation() != host.incarnation()) {
      throw new IllegalArgumentException("these are the actors of " + host + ", not of incarnation "
          + process.incarnation() + "; a new incarnation begins with none");
    }
    synchronized (locks[Math.floorMod(actor.hashCode(), LOCKS)]) {
      return work.get();
    }
  }
}
