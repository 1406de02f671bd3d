package dev.rollcall.protocol;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.PrimaryRecord.Holder;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The look a process takes at the heartbeats of others. It reads from a snapshot, so it never makes a
 * heartbeat conflict. A process may watch others only while it is itself heard: otherwise an outage of
 * the store would look like the death of everybody else. Stateless and thread-safe.
 *
 * <p>However large the cluster is, a look reads at most one heartbeat more than there are successors in the settings:
 * those of the nodes that follow on the ring of ids, and the primary's. The specification lets a node watch everybody;
 * who watches fewer suspects fewer. That enough watch each dead node is argued in docs/adr/0016.
 *
 * <p>TLA+: {@code MayWatch}, {@code Watched}, {@code FoundSilent}.
 */
public final class Observer {
  /** An Active node is heard while its lease is live. */
  public static final Predicate<Lookout> HEARD = l -> l.process().lease().isLive(l.nowNanos());

  /** A process at the moment it wants to look. */
  public record Lookout(ProcessState process, long nowNanos) {}

  private final Predicate<Lookout> heard;

  public Observer() {
    this(HEARD);
  }

  /**
   * @param heard whether a member that wants to look was itself heard
   */
  public Observer(Predicate<Lookout> heard) {
    this.heard = heard;
  }

  /**
   * Takes one look. A process that cannot look, or may not, begins its watch anew.
   *
   * @return the process with its new watch
   */
  public ProcessState look(NodeContext context, ProcessState process) {
    long now = context.clock().getAsLong();
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      Registry registry = new Registry(transaction.snapshot(), context.keys());
      NodeState state = registry.state(context.self());
      boolean mayWatch = process.isRunning()
          ? state == NodeState.ACTIVE && heard.test(new Lookout(process, now))
          : state.isAlive();
      if (!mayWatch) {
        return process.withWatch(Watch.NONE);
      }
      Map<NodeId, Heartbeat> watched = watched(context, process, registry);
      long ended = context.clock().getAsLong();
      return process.withWatch(process.watch().look(now, ended, context.config().lookGap(), watched));
    } catch (StoreUnavailableException e) {
      return process.withWatch(Watch.NONE);
    }
  }

  /**
   * A member watches its successors on the ring of ids and the primary; a process that has not joined, what is left
   * of its own node.
   */
  private static Map<NodeId, Heartbeat> watched(NodeContext context, ProcessState process, Registry registry) {
    NodeId self = context.self();
    Map<NodeId, Heartbeat> watched = new TreeMap<>();
    if (process.isRunning()) {
      watched.putAll(registry.successors(self, context.config().successors()));
      registry.primary().holder().map(Holder::node).filter(primary -> !primary.equals(self))
          .ifPresent(primary -> watch(primary, registry, watched));
    } else {
      watch(self, registry, watched);
    }
    return watched;
  }

  private static void watch(NodeId node, Registry registry, Map<NodeId, Heartbeat> watched) {
    if (!watched.containsKey(node)) {
      registry.heartbeat(node).ifPresent(heartbeat -> watched.put(node, heartbeat));
    }
  }
}
