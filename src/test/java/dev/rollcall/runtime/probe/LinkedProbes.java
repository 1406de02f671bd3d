package dev.rollcall.runtime.probe;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Probes that reach each peer over a link of their own. */
final class LinkedProbes implements PeerProbes {
  private final TcpProbes probes;
  private final Map<NodeId, Relay> links = new ConcurrentHashMap<>();

  private LinkedProbes(TcpProbes probes) {
    this.probes = probes;
  }

  static LinkedProbes open(NodeId node, ProbeSettings settings) throws IOException {
    return new LinkedProbes(TcpProbes.open(node, "test", settings));
  }

  String address() {
    return probes.address();
  }

  ProbeCounters counters() {
    return probes.counters();
  }

  /** The link to a peer that has been probed. */
  Relay to(NodeId peer) {
    return links.get(peer);
  }

  @Override
  public void become(long incarnation) {
    probes.become(incarnation);
  }

  @Override
  public void probe(Map<NodeId, String> peers) {
    Map<NodeId, String> over = new HashMap<>();
    peers.forEach((node, address) -> over.put(node, links.computeIfAbsent(node, n -> link(address)).address()));
    probes.probe(over);
  }

  private static Relay link(String address) {
    try {
      return new Relay(address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Boolean> answered(NodeId peer) {
    return probes.answered(peer);
  }

  @Override
  public void close() {
    probes.close();
    links.values().forEach(link -> {
      try {
        link.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
