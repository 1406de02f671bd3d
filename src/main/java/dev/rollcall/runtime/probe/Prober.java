package dev.rollcall.runtime.probe;

import dev.rollcall.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Probes peers, each at its own times. Used by one thread. */
final class Prober {
  private final NodeId self;
  private final String cluster;
  private final FrameCodec codec;
  private final LongSupplier incarnation;
  private final SelectorLoop loop;
  private final Resolver resolver;
  private final ProbeCounters counters;
  private final RandomGenerator jitter;
  private final RandomGenerator nonces;
  private final long intervalNanos;
  private final long timeoutNanos;
  private final Map<Peer, PeerProbing> probed = new HashMap<>();

  /**
   * @param incarnation of this process, which it tells whom it asks
   */
  Prober(NodeId self, String cluster, FrameCodec codec, LongSupplier incarnation, SelectorLoop loop, Resolver resolver,
      ProbeSettings settings, ProbeSurroundings surroundings, ProbeCounters counters) {
    this.self = self;
    this.cluster = cluster;
    this.codec = codec;
    this.incarnation = incarnation;
    this.loop = loop;
    this.resolver = resolver;
    this.counters = counters;
    this.jitter = surroundings.jitter();
    this.nonces = surroundings.nonces();
    this.intervalNanos = settings.interval().toNanos();
    this.timeoutNanos = settings.timeout().toNanos();
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
    for (Peer peer : peers) {
      if (!probed.containsKey(peer)) {
        PeerProbing probing = new PeerProbing(peer, this, loop);
        probed.put(peer, probing);
        probing.start();
      }
    }
  }

  /** Up to an interval. */
  long firstPauseNanos() {
    return jitter.nextLong(intervalNanos);
  }

  /** From the beginning of a probe to that of the next: three quarters of the interval to all of it. */
  long pauseNanos() {
    return intervalNanos - jitter.nextLong(intervalNanos / 4);
  }

  long timeoutNanos() {
    return timeoutNanos;
  }

  ProbeCounters counters() {
    return counters;
  }

  /** Begins to ask a node whether it is there. */
  OutboundProbe ask(NodeId node, InetSocketAddress to, OutboundProbe.Ended ended) throws IOException {
    ProbeFrame.Nonce nonce = new ProbeFrame.Nonce(nonces.nextLong(), nonces.nextLong());
    ProbeFrame question =
        new ProbeFrame(ProbeFrame.Kind.PROBE, nonce, incarnation.getAsLong(), cluster, self, node);
    return new OutboundProbe(to, question, codec, loop, ended);
  }

  /** Looks a host up elsewhere, and tells this thread. */
  void lookUp(String host, Consumer<Optional<InetAddress>> done) {
    resolver.lookUp(host, found -> loop.post(() -> done.accept(found)));
  }
}
