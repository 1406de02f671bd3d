package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Targets;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Registry;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;

/**
 * Chooses which heartbeats a process watches: those of {@link Targets#RING}, or of many more nodes for two failure
 * timeouts after it joined, or after fewer of the former live than votes are wanted. A run of dead nodes longer than the
 * ring's window would else be found a window at a time, each after another failure timeout. A process that joined watches
 * many at once, because after a power cycle no other process may watch them. Not thread-safe.
 *
 * <p>TLA+: none; there a node may watch every other.
 */
final class WatchWindow implements Targets {
  /** So many nodes after its own, where it watches many. */
  static final int MANY = 64;

  private final Core core;
  private final Alarm narrows;
  private Set<NodeId> onRing = Set.of();
  private long incarnation;

  WatchWindow(Core core) {
    this.core = core;
    this.narrows = core.alarm();
  }

  @Override
  public SortedMap<NodeId, Heartbeat> read(NodeContext context, Registry registry) {
    SortedMap<NodeId, Heartbeat> targets = Targets.RING.read(context, registry);
    onRing = Set.copyOf(targets.keySet());
    if (core.process().incarnation() != incarnation) {
      incarnation = core.process().incarnation();
      widen();
    }
    if (narrows.isSet() && !narrows.isDue()) {
      targets.putAll(registry.successors(context.self(), MANY));
    }
    return targets;
  }

  /** Watches many from the next look on, if too few of the ring's window live. */
  void looked(Set<NodeId> silent) {
    long living = onRing.stream().filter(node -> !silent.contains(node)).count();
    if (living < core.context().config().votes() && !onRing.isEmpty()) {
      widen();
    }
  }

  private void widen() {
    Duration timeout = core.context().config().failureTimeout();
    narrows.in(timeout.multipliedBy(2).plus(core.settings().lookInterval().multipliedBy(2)));
  }
}
