package dev.rollcall.runtime;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Targets;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Registry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Chooses which heartbeats a process watches: those of {@link Targets#RING}, or of many more nodes for a while after it
 * joined, found half of the ring's window dead, or found that it has no quorum. A run of dead nodes longer than the
 * window would else be found a window at a time, each after another failure timeout. A process that joined watches many
 * at once, because after a power cycle no other process may watch them; one without a quorum, because dead nodes may be
 * hidden from it by leaving ones, which do not vote but are in the window. Not thread-safe.
 *
 * <p>TLA+: none; there a node may watch every other.
 */
final class WatchWindow implements Targets {
  /** So many nodes after its own that are neither doomed nor suspected by it, where it watches many. */
  static final int MANY = 64;

  private final Core core;
  private final Alarm narrows;
  private final Duration recent;
  private final int tooMany;
  private final Map<NodeId, Long> foundDead = new HashMap<>();
  private Set<NodeId> onRing = Set.of();
  private long incarnation;
  private boolean widened;

  WatchWindow(Core core) {
    MembershipConfig config = core.context().config();
    this.core = core;
    this.narrows = core.alarm();
    this.recent = config.failureTimeout().plus(core.settings().lookInterval().multipliedBy(2));
    // So few that each dead node is on the window of as many living nodes as votes are wanted, or on a wide one.
    this.tooMany = Math.max(1, Math.min(config.successors() / 2, config.successors() - config.votes() + 1));
  }

  @Override
  public SortedMap<NodeId, Heartbeat> read(NodeContext context, Registry registry) {
    if (core.process().incarnation() != incarnation) {
      incarnation = core.process().incarnation();
      onRing = Set.of();
      foundDead.clear();
      widen();
    }
    SortedMap<NodeId, Heartbeat> targets = Targets.RING.read(context, registry);
    Set<NodeId> gone = new TreeSet<>(onRing);
    gone.removeIf(node -> targets.containsKey(node)
        || !core.doomed().contains(node) && registry.readable(() -> registry.heartbeat(node).isPresent(), true));
    found(gone);
    onRing = Set.copyOf(targets.keySet());
    if (narrows.isSet() && !narrows.isDue()) {
      // The doomed too: with the votes of others that die they may be so no more.
      int settled = core.doomed().size() + core.suspected().size();
      targets.putAll(registry.successors(context.self(), MANY + settled));
    }
    widened = false;
    return targets;
  }

  /** Watches many for a while if too many died lately: this process found them silent, or others failed them. */
  void found(Set<NodeId> dead) {
    long now = core.now();
    boolean more = false;
    for (NodeId node : dead) {
      more |= foundDead.putIfAbsent(node, now) == null;
    }
    foundDead.values().removeIf(since -> Duration.ofNanos(now - since).compareTo(recent) > 0);
    if (more && foundDead.size() >= tooMany) {
      widened = !narrows.isSet() || narrows.isDue();
      widen();
    }
  }

  /** Whether it is to watch more nodes than at the latest look. Told once, lest looks that fail follow without pause. */
  boolean takeWidened() {
    boolean was = widened;
    widened = false;
    return was;
  }

  /** Watches many for a while, from the next look on. */
  void widen() {
    narrows.in(recent);
  }
}
