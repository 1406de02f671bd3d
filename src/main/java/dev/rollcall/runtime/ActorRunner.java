package dev.rollcall.runtime;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.ActorListener;
import dev.rollcall.migration.ActivateActor;
import dev.rollcall.migration.ActorFence;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.migration.DeactivateActor;
import dev.rollcall.migration.HostedActors;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.RetryPolicy;
import dev.rollcall.protocol.schema.DamagedValueException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The actors of whatever incarnation the process is at the time, and what the listener was told of them. Thread-safe;
 * its calls wait for the store.
 */
final class ActorRunner {
  /** What a later try may overcome; and none of it tells what an earlier one came to. */
  private static final Set<Refusal> PASSING =
      EnumSet.of(Refusal.CONFLICT, Refusal.STORE_UNAVAILABLE, Refusal.NO_LIVE_LEASE);

  private final NodeContext context;
  private final Supplier<ProcessState> process;
  private final Events events;
  private final DamagedKeys damage;
  private final ActorListener listener;
  private final Surroundings around;
  private final Predicate<Duration> pause;
  private final ActivateActor activate = new ActivateActor();
  private final DeactivateActor deactivate = new DeactivateActor();
  private final Map<ActorId, Long> told = new HashMap<>();
  private final Map<ActorId, Try> unsettled = new ConcurrentHashMap<>();
  private volatile HostedActors hosted;

  /**
   * @param process what the process may be taken to know and claim now
   */
  ActorRunner(Core core, Supplier<ProcessState> process) {
    this.context = core.context();
    this.process = process;
    this.events = core.events();
    this.damage = core.damage();
    this.around = core.around();
    this.listener = around.actorListener();
    this.pause = around.pause();
  }

  /** A new incarnation, which runs nothing. */
  synchronized void begin(long incarnation) {
    unsettled.clear();
    hosted = new HostedActors(new ActorHost(context.self(), incarnation));
  }

  /** Runs nothing from now on, and tells the listener of each actor; until the next incarnation. */
  synchronized void stop() {
    if (hosted != null) {
      hosted.pause();
    }
    told.forEach((actor, epoch) -> events.tell("deactivated", () -> listener.deactivated(actor, epoch)));
    told.clear();
  }

  /** The incarnation is over. */
  synchronized void end() {
    stop();
    if (hosted != null) {
      hosted.end();
      hosted = null;
    }
  }

  /** What runs; null if the process is no member. */
  HostedActors hosted() {
    return hosted;
  }

  boolean runs(ActorId actor) {
    HostedActors current = hosted;
    return current != null && current.runs(actor, process.get(), context.reading());
  }

  /** Empty if the actor does not run. */
  Optional<ActorFence> fence(ActorId actor) {
    HostedActors current = hosted;
    long epoch = current == null ? 0 : current.epoch(actor);
    // The epoch first: one that is over by the time of the answer is refused by the store.
    return epoch > 0 && current.runs(actor, process.get(), context.reading())
        ? Optional.of(new ActorFence(context.keys(), actor, current.host(), epoch)) : Optional.empty();
  }

  ActorOutcome activate(ActorId actor) {
    return persist((current, now) -> current.activate(activate, context, now, actor), actor);
  }

  /** The caller has stopped the actor, or does so before it looks at what came of this. */
  ActorOutcome deactivate(ActorId actor) {
    return persist((current, now) -> current.deactivate(deactivate, context, now, actor), actor);
  }

  /** Actors of which it is not known what the last try came to; they are to be {@linkplain #settle settled}. */
  Set<ActorId> unsettled() {
    return unsettled.keySet();
  }

  /** Tries again what is not known to have been done. */
  ActorOutcome settle(ActorId actor) {
    Try attempt = unsettled.get(actor);
    return attempt == null ? new ActorOutcome.Refused(Refusal.NOT_IN_THIS_STATE) : persist(attempt, actor);
  }

  private interface Try {
    /** Once, by the incarnation that the actors are of. */
    ActorOutcome on(HostedActors current, ProcessState process);
  }

  /** Tries until there is an outcome that trying again would not change, or it was tried often enough for now. */
  private ActorOutcome persist(Try attempt, ActorId actor) {
    RetryPolicy policy = RetryPolicy.within(context.config());
    ActorOutcome unknown = null;
    ActorOutcome outcome = once(attempt, actor);
    for (int made = 1; made < policy.attempts() && mayChange(outcome); made++) {
      unknown = outcome instanceof ActorOutcome.OutcomeUnknown ? outcome : unknown;
      if (!pause.test(policy.pause(made, around.random().getAsDouble()))) {
        break;
      }
      outcome = once(attempt, actor);
    }
    // A refusal that may pass says nothing of an earlier try, of this call or another, that may have been applied.
    boolean inDoubt = unknown != null || unsettled.containsKey(actor);
    boolean settled = !mayChange(outcome) || !inDoubt && outcome instanceof ActorOutcome.Refused;
    if (settled) {
      unsettled.remove(actor);
      return outcome;
    }
    unsettled.put(actor, attempt);
    around.wake().run();
    return unknown == null ? outcome : unknown;
  }

  private ActorOutcome once(Try attempt, ActorId actor) {
    HostedActors current = hosted;
    // Read once: a member that is closed meanwhile has none.
    ProcessState now = process.get();
    if (current == null || now.incarnation() != current.host().incarnation()) {
      return new ActorOutcome.Refused(Refusal.NOT_IN_THIS_STATE);
    }
    ActorOutcome outcome;
    try {
      outcome = attempt.on(current, now);
    } catch (DamagedValueException e) {
      damage.found(e);
      tell(current, actor);
      throw e;
    } catch (Throwable e) {
      // Nobody knows whether it was applied.
      unsettled.put(actor, attempt);
      around.wake().run();
      throw e;
    }
    tell(current, actor);
    return outcome;
  }

  private static boolean mayChange(ActorOutcome outcome) {
    return outcome instanceof ActorOutcome.OutcomeUnknown
        || outcome instanceof ActorOutcome.Refused refused && PASSING.contains(refused.reason());
  }

  /** Tells what has changed of an actor since the listener was last told of it. */
  private synchronized void tell(HostedActors of, ActorId actor) {
    if (of != hosted) {
      return;
    }
    long epoch = of.epoch(actor);
    Long before = epoch > 0 ? told.put(actor, epoch) : told.remove(actor);
    if (before != null && before != epoch) {
      events.tell("deactivated", () -> listener.deactivated(actor, before));
    }
    if (epoch > 0 && (before == null || before != epoch)) {
      events.tell("activated", () -> listener.activated(actor, epoch));
    }
  }
}
