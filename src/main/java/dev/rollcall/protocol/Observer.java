package dev.rollcall.protocol;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.detector.Observation;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The look a process takes at the heartbeats of others. It reads from a snapshot, so it never makes a
 * heartbeat conflict. A process may watch others only while it is itself heard: otherwise an outage of
 * the store would look like the death of everybody else. A process that has not joined watches what is left of its own
 * node, and must look often. Stateless and thread-safe.
 *
 * <p>A look reads few heartbeats however large the cluster is: see {@link Targets#RING}. It reads a target's record only
 * when it first sees an incarnation of it, to know for how long that incarnation's lease lasts. A node of which it cannot
 * read that is not watched: nobody knows for how long it would have to be.
 *
 * <p>TLA+: {@code Watched}, {@code FindSilent}.
 */
public final class Observer {
  /**
   * A member is heard while its lease is live. Without this a member that is cut off would only look in vain: it may not
   * vote, and its next heartbeat begins its watch again ({@link ProcessState#following}).
   */
  public static final Predicate<Lookout> HEARD = l -> l.process().lease().isLive(l.now());

  /** A record that does not state its lease is taken to have the observer's own. */
  public static final BiFunction<NodeRecord, MembershipConfig, Duration> TIMEOUT = Observer::timeout;

  /** A heartbeat that stayed the same was there all the time, so a member may look as rarely as its lease allows. */
  private static final Duration ANY_GAP = Duration.ofNanos(Long.MAX_VALUE);

  /** A process at the moment it wants to look. */
  public record Lookout(ProcessState process, ClockReading now) {}

  /** How a watch goes on with one look. */
  @FunctionalInterface
  public interface Continuation {
    /** As {@link Watch#look}. */
    Watch look(Watch watch, long beganNanos, long endedNanos, Duration gap, Map<NodeId, Observation> observations);
  }

  private final Predicate<Lookout> heard;
  private final Targets targets;
  private final BiFunction<NodeRecord, MembershipConfig, Duration> timeout;
  private final Continuation continuation;
  private final Consumer<DamagedValueException> damage;

  public Observer() {
    this(HEARD, Targets.RING);
  }

  /**
   * @param heard whether a member that wants to look was itself heard
   * @param targets which heartbeats a member watches
   */
  public Observer(Predicate<Lookout> heard, Targets targets) {
    this(heard, targets, TIMEOUT, Watch::look);
  }

  /**
   * @param damage told of nodes that cannot be watched because their keys are damaged: the others are all the same
   */
  public Observer(Predicate<Lookout> heard, Targets targets, Consumer<DamagedValueException> damage) {
    this(heard, targets, TIMEOUT, Watch::look, damage);
  }

  /**
   * @param timeout how long the node of this record must be watched; the record is null if there is none
   */
  public Observer(
      Predicate<Lookout> heard, Targets targets, BiFunction<NodeRecord, MembershipConfig, Duration> timeout,
      Continuation continuation) {
    this(heard, targets, timeout, continuation, DamagedValueException::raise);
  }

  private Observer(
      Predicate<Lookout> heard, Targets targets, BiFunction<NodeRecord, MembershipConfig, Duration> timeout,
      Continuation continuation, Consumer<DamagedValueException> damage) {
    this.heard = heard;
    this.targets = targets;
    this.timeout = timeout;
    this.continuation = continuation;
    this.damage = damage;
  }

  /**
   * Takes one look. A process that cannot look, or may not, begins its watch again.
   *
   * @return the process with its new watch
   */
  public ProcessState look(NodeContext context, ProcessState process) {
    ClockReading began = context.reading();
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      Registry registry = new Registry(transaction.snapshot(), context.keys(), damage);
      NodeState state = registry.state(context.self());
      boolean mayWatch = process.isRunning()
          ? state.isVoter() && heard.test(new Lookout(process, began))
          : state.isAlive();
      if (!mayWatch) {
        return process.withWatch(Watch.NONE);
      }
      SortedMap<NodeId, Heartbeat> heartbeats =
          process.isRunning() ? targets.read(context, registry) : own(context.self(), registry);
      Map<NodeId, Observation> observed = observed(heartbeats, process.watch(), context.config(), registry);
      long ended = context.clock().getAsLong();
      Duration gap = process.isRunning() ? ANY_GAP : context.config().lookGap();
      return process.withWatch(continuation.look(process.watch(), began.nanos(), ended, gap, observed));
    } catch (StoreUnavailableException e) {
      return process.withWatch(Watch.NONE);
    }
  }

  private static SortedMap<NodeId, Heartbeat> own(NodeId self, Registry registry) {
    SortedMap<NodeId, Heartbeat> own = new TreeMap<>();
    registry.heartbeat(self).ifPresent(heartbeat -> own.put(self, heartbeat));
    return own;
  }

  private Map<NodeId, Observation> observed(
      Map<NodeId, Heartbeat> heartbeats, Watch watch, MembershipConfig config, Registry registry) {
    Map<NodeId, Observation> observed = new TreeMap<>();
    heartbeats.forEach((node, heartbeat) -> {
      Duration least = watch.timeout(node, heartbeat.incarnation())
          .orElseGet(() -> registry.readable(() -> timeout.apply(registry.record(node), config), null));
      if (least != null) {
        observed.put(node, new Observation(heartbeat, least));
      }
    });
    return observed;
  }

  static Duration timeout(NodeRecord record, MembershipConfig config) {
    Duration own = config.leaseDuration();
    return config.silenceAfter(record == null ? own : record.leaseDuration().orElse(own));
  }
}
