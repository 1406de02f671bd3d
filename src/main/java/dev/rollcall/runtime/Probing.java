package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.StoreUnavailableException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells the probes who this process is and whom to probe: those whose heartbeats it watches. While the store cannot be
 * reached, the same go on being probed.
 */
final class Probing implements Duty {
  private final Core core;
  private final PeerProbes probes;
  private final Alarm alarm;
  private long incarnation;

  Probing(Core core) {
    this.core = core;
    this.probes = core.around().probes();
    this.alarm = core.alarm();
  }

  @Override
  public boolean waitsForHeartbeat() {
    return true;
  }

  @Override
  public long run() {
    if (probes == PeerProbes.NONE) {
      return Alarm.NEVER;
    }
    if (core.process().incarnation() != incarnation) {
      incarnation = core.process().incarnation();
      probes.become(incarnation);
      alarm.now();
    }
    if (incarnation == 0) {
      probes.probe(Map.of());
      return Alarm.NEVER;
    }
    if (alarm.isDue()) {
      alarm.in(core.settings().lookInterval());
      try {
        probes.probe(core.read(this::peers));
      } catch (StoreUnavailableException e) {
        return alarm.left();
      }
    }
    return alarm.left();
  }

  private Map<NodeId, String> peers(Registry registry) {
    Set<NodeId> nodes =
        new TreeSet<>(registry.successors(core.self(), core.context().config().successors()).keySet());
    registry.primary().holder().map(PrimaryRecord.Holder::node).ifPresent(nodes::add);
    nodes.remove(core.self());
    Map<NodeId, String> peers = new TreeMap<>();
    for (NodeId node : nodes) {
      NodeRecord record = registry.record(node);
      if (record != null) {
        peers.put(node, record.address());
      }
    }
    return peers;
  }
}
