package dev.rollcall.protocol;

import dev.rollcall.Electorate;
import dev.rollcall.NodeId;
import dev.rollcall.detector.Ring;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.PrimaryRecord.Holder;
import dev.rollcall.protocol.schema.Registry;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which heartbeats a member watches. Stateless and thread-safe.
 *
 * <p>TLA+: {@code Watched}, of which a member may choose some: with fewer targets it suspects fewer.
 */
@FunctionalInterface
public interface Targets {
  /** The next living nodes on the ring of ids, and the primary. That enough watch each dead node: see {@link Ring}. */
  Targets RING = Targets::onRing;

  /**
   * Reads the heartbeats of the targets.
   *
   * @param registry snapshot reads, so that no heartbeat conflicts with a look
   * @return without the member's own
   */
  SortedMap<NodeId, Heartbeat> read(NodeContext context, Registry registry);

  private static SortedMap<NodeId, Heartbeat> onRing(NodeContext context, Registry registry) {
    NodeId self = context.self();
    int count = context.config().successors();
    Set<NodeId> doomed = Set.of();
    Set<NodeId> suspected = Set.of();
    if (registry.hasSuspicions()) {
      Electorate electorate = registry.electorate(context.config().votes());
      doomed = electorate.doomed();
      suspected = electorate.suspectedBy(self);
    }
    NavigableMap<NodeId, Heartbeat> following =
        registry.successors(self, (int) Math.min(Integer.MAX_VALUE, (long) count + doomed.size() + suspected.size()));
    SortedMap<NodeId, Heartbeat> targets = new TreeMap<>();
    Ring.watched(self, count, following.navigableKeySet(), doomed, suspected)
        .forEach(node -> targets.put(node, following.get(node)));
    registry.readable(registry::primary, PrimaryRecord.NONE).holder().map(Holder::node)
        .filter(primary -> !primary.equals(self) && !targets.containsKey(primary))
        .ifPresent(primary -> registry.readable(() -> registry.heartbeat(primary), Optional.<Heartbeat>empty())
            .ifPresent(beat -> targets.put(primary, beat)));
    return targets;
  }
}
