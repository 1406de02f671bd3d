package dev.rollcall.runtime.probe;

import dev.rollcall.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Probes peers, each at its own times. Used by one thread. */
final class Prober {
  private final Handshake handshake;
  private final SelectorLoop loop;
  private final Resolver resolver;
  private final Pace pace;
  private final long timeoutNanos;
  private final ProbeCounters counters;
  private final Map<Peer, PeerProbing> probed = new HashMap<>();

  Prober(Handshake handshake, SelectorLoop loop, Resolver resolver, Pace pace, Duration timeout,
      ProbeCounters counters) {
    this.handshake = handshake;
    this.loop = loop;
    this.resolver = resolver;
    this.pace = pace;
    this.timeoutNanos = timeout.toNanos();
    this.counters = counters;
  }

  /** From now on these are probed, and no others. */
  void probe(Collection<Peer> peers) {
    Set<Peer> wanted = Set.copyOf(peers);
    probed.entrySet().removeIf(entry -> {
      boolean over = !wanted.contains(entry.getKey());
      if (over) {
        entry.getValue().stop();
      }
      return over;
    });
    List<PeerProbing> added = new ArrayList<>();
    for (Peer peer : peers) {
      if (!probed.containsKey(peer)) {
        PeerProbing probing = new PeerProbing(peer, this, loop);
        probed.put(peer, probing);
        added.add(probing);
      }
    }
    // The pace depends on how many there are.
    added.forEach(PeerProbing::start);
  }

  /** Something went wrong, so what is known of these peers may be old: none of them is reached before its next probe. */
  void probeAnew(Collection<Peer> peers) {
    peers.forEach(peer -> peer.ended(Peer.Result.UNANSWERED));
    probed.values().forEach(PeerProbing::stop);
    probed.clear();
    probe(peers);
  }

  Pace pace() {
    return pace.of(probed.size());
  }

  long firstPauseNanos() {
    return pace.firstPauseNanos(probed.size());
  }

  long timeoutNanos() {
    return timeoutNanos;
  }

  ProbeCounters counters() {
    return counters;
  }

  /** Begins to ask a node whether it is there. */
  OutboundProbe ask(NodeId node, InetSocketAddress to, OutboundProbe.Ended ended) throws IOException {
    return new OutboundProbe(to, handshake.question(node), handshake, loop, ended);
  }

  /** Looks a host up elsewhere, and tells this thread. */
  void lookUp(String host, Consumer<Optional<InetAddress>> done) {
    resolver.lookUp(host, found -> loop.post(() -> done.accept(found)));
  }
}
