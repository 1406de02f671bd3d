package dev.rollcall.protocol;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.detector.Observation;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The look a process takes at the heartbeats of others. It reads from a snapshot, so it never makes a
 * heartbeat conflict. A process may watch others only while it is itself heard: otherwise an outage of
 * the store would look like the death of everybody else. A process that has not joined watches what is left of its own
 * node. Stateless and thread-safe.
 *
 * <p>A look reads few heartbeats however large the cluster is: see {@link Targets#RING}. It reads a target's record only
 * when it first sees an incarnation of it, to know for how long that incarnation's lease lasts.
 *
 * <p>TLA+: {@code Watched}, {@code FindSilent}.
 */
public final class Observer {
  /** A member is heard while its lease is live. */
  public static final Predicate<Lookout> HEARD = l -> l.process().lease().isLive(l.now());

  /** A process at the moment it wants to look. */
  public record Lookout(ProcessState process, ClockReading now) {}

  private final Predicate<Lookout> heard;
  private final Targets targets;

  public Observer() {
    this(HEARD, Targets.RING);
  }

  /**
   * @param heard whether a member that wants to look was itself heard
   * @param targets which heartbeats a member watches
   */
  public Observer(Predicate<Lookout> heard, Targets targets) {
    this.heard = heard;
    this.targets = targets;
  }

  /**
   * Takes one look. A process that cannot look, or may not, begins its watch again.
   *
   * @return the process with its new watch
   */
  public ProcessState look(NodeContext context, ProcessState process) {
    ClockReading began = context.reading();
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      Registry registry = new Registry(transaction.snapshot(), context.keys());
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
      return process.withWatch(process.watch().look(began.nanos(), ended, context.config().lookGap(), observed));
    } catch (StoreUnavailableException e) {
      return process.withWatch(Watch.NONE);
    }
  }

  private static SortedMap<NodeId, Heartbeat> own(NodeId self, Registry registry) {
    SortedMap<NodeId, Heartbeat> own = new TreeMap<>();
    registry.heartbeat(self).ifPresent(heartbeat -> own.put(self, heartbeat));
    return own;
  }

  private static Map<NodeId, Observation> observed(
      Map<NodeId, Heartbeat> heartbeats, Watch watch, MembershipConfig config, Registry registry) {
    Map<NodeId, Observation> observed = new TreeMap<>();
    heartbeats.forEach((node, heartbeat) -> {
      Duration timeout = watch.timeout(node, heartbeat.incarnation())
          .orElseGet(() -> timeout(registry.record(node), config));
      observed.put(node, new Observation(heartbeat, timeout));
    });
    return observed;
  }

  /** A record that does not state its lease is taken to have this process's own. */
  static Duration timeout(NodeRecord record, MembershipConfig config) {
    Duration own = config.leaseDuration();
    return config.silenceAfter(record == null ? own : record.leaseDuration().orElse(own));
  }
}
