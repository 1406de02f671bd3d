package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.protocol.Targets;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.StoreUnavailableException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells the probes which incarnation this process is and which peers to probe: those whose heartbeats it watches, or all
 * Active nodes while it is primary or a candidate. All nodes probe the primary, but a node learns only from peers that it
 * probes itself whether they get its answers. While the store cannot be reached, the same peers go on being probed.
 */
final class Probing implements Duty {
  private final Core core;
  private final PeerProbes probes;
  private final Alarm alarm;
  private long incarnation;
  private boolean probesAll;
  private long viewOfActive = -1;
  private Map<NodeId, String> active = Map.of();

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
    boolean all = core.process().believesPrimary() || core.reach().isCandidate();
    if (all != probesAll) {
      probesAll = all;
      alarm.now();
    }
    if (alarm.isDue()) {
      alarm.in(core.settings().lookInterval());
      try {
        probes.probe(core.glance(all ? this::active : this::peers));
      } catch (StoreUnavailableException e) {
        return alarm.left();
      }
    }
    return alarm.left();
  }

  private Map<NodeId, String> peers(Registry registry) {
    Map<NodeId, String> peers = new TreeMap<>();
    for (NodeId node : Targets.RING.read(core.context(), registry).keySet()) {
      NodeRecord record = registry.readable(() -> registry.record(node), null);
      if (record != null) {
        peers.put(node, record.address());
      }
    }
    return peers;
  }

  /** Addresses change only with the view, so all records are read again only then. */
  private Map<NodeId, String> active(Registry registry) {
    long view = registry.readable(registry::viewNumber, viewOfActive);
    if (view != viewOfActive) {
      Map<NodeId, String> read = new TreeMap<>();
      registry.records().forEach((node, record) -> {
        if (record.state() == NodeState.ACTIVE && !node.equals(core.self())) {
          read.put(node, record.address());
        }
      });
      active = read;
      // What is damaged was left out.
      viewOfActive = core.damage().complaints().isEmpty() ? view : -1;
    }
    return active;
  }
}
