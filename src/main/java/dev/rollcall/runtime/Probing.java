package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.protocol.Targets;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.StoreUnavailableException;
import java.util.Map;
import java.util.TreeMap;

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
    Map<NodeId, String> peers = new TreeMap<>();
    for (NodeId node : Targets.RING.read(core.context(), registry).keySet()) {
      NodeRecord record = registry.record(node);
      if (record != null) {
        peers.put(node, record.address());
      }
    }
    return peers;
  }
}
