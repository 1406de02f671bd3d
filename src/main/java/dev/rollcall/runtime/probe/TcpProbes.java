package dev.rollcall.runtime.probe;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Probes over TCP, in frames that the cluster's secret signs; docs/probes.md describes them. There is one thread,
 * however many peers there are, and up to four more while names of hosts are looked up. Thread-safe.
 *
 * <p>The latest probe alone counts, as the design has it: one lost probe makes a peer unreached until the next. What
 * would make up for it, such as two in a row, would also hide a partition for so long; a longer timeout is the better
 * remedy, since TCP itself sends again what was lost. Only a peer that answers, and says that it gets no answers, is
 * asked twice: after a pause of this process all peers say that, until they have probed it again.
 *
 * <p>Should anything go wrong in the thread, no peer counts as having answered, and all are probed anew after a pause;
 * {@link #complaint} says so meanwhile.
 */
public final class TcpProbes implements PeerProbes {
  private final String address;
  private final boolean asks;
  private final ProbeCounters counters = new ProbeCounters();
  private final SelectorLoop loop;
  private final Resolver resolver;
  private final Prober prober;
  private volatile long incarnation;
  private volatile Map<NodeId, Peer> peers = Map.of();

  /**
   * Listens from now on, and answers nobody until it is told its incarnation.
   *
   * @param self the node that this process is
   * @param cluster name of its cluster, of the form of a node id
   * @throws IllegalArgumentException if the cluster has no such name, there is neither a secret nor the word that none
   *     is wanted, or peers would not know where to connect to
   * @throws IOException if it cannot listen there, saying where and why
   */
  public static TcpProbes open(NodeId self, String cluster, ProbeSettings settings) throws IOException {
    return open(self, cluster, settings, ProbeSurroundings.real());
  }

  /** As {@link #open(NodeId, String, ProbeSettings)}, with a clock and randomness of the caller's. */
  public static TcpProbes open(NodeId self, String cluster, ProbeSettings settings, ProbeSurroundings surroundings)
      throws IOException {
    ProbeSecret secret = settings.signing();
    String name = NodeId.of(cluster).value();
    ServerSocketChannel server = listen(settings);
    try {
      TcpProbes probes = new TcpProbes(self, name, settings, surroundings, secret, server);
      probes.loop.start();
      return probes;
    } catch (Throwable e) {
      server.close();
      throw e;
    }
  }

  private TcpProbes(NodeId self, String cluster, ProbeSettings settings, ProbeSurroundings surroundings,
      ProbeSecret secret, ServerSocketChannel server) throws IOException {
    Handshake handshake = new Handshake(self, cluster, () -> incarnation, this::isUnanswered, secret,
        surroundings.nonces());
    Pace pace = new Pace(settings.interval().toNanos(), surroundings.jitter());
    String thread = "rollcall-probes-" + self;
    this.address = advertised(settings, (InetSocketAddress) server.getLocalAddress());
    this.asks = settings.asks();
    this.loop = new SelectorLoop(thread, surroundings.clock(), this::recover);
    this.resolver = new Resolver(thread + "-names", surroundings.names(), surroundings.clock(), settings.timeout());
    this.prober = new Prober(handshake, loop, resolver, pace, settings.timeout(), counters);
    new Responder(handshake, server, server::accept, loop, settings, counters);
  }

  private static ServerSocketChannel listen(ProbeSettings settings) throws IOException {
    InetSocketAddress at = new InetSocketAddress(settings.bindHost(), settings.port());
    String where = "cannot listen for probes at " + settings.bindHost() + ", port " + settings.port() + ": ";
    if (at.isUnresolved()) {
      throw new UnknownHostException(where + "nobody knows that host. bindHost is to be an address of this machine");
    }
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      return server.bind(at, settings.backlog());
    } catch (IOException e) {
      server.close();
      throw new IOException(where + e.getMessage() + ". bindHost is to be an address of this machine, and port one "
          + "that no other process has, or 0 for any", e);
    }
  }

  private static String advertised(ProbeSettings settings, InetSocketAddress bound) {
    if (settings.advertised().isEmpty() && bound.getAddress().isAnyLocalAddress()) {
      throw new IllegalArgumentException("probe setting bindHost is " + settings.bindHost() + ", which is every "
          + "address of this machine, so advertised must say which of them peers are to use");
    }
    HostPort told = settings.advertised().flatMap(HostPort::parse).orElse(HostPort.of(bound));
    return (told.port() == 0 ? told.withPort(bound.getPort()) : told).toString();
  }

  /** Where peers find this process, {@code host:port}: what belongs in its node record. */
  public String address() {
    return address;
  }

  /** What became of probes so far. */
  public ProbeCounters counters() {
    return counters;
  }

  @Override
  public boolean asks() {
    return asks;
  }

  @Override
  public void become(long next) {
    if (next < 0) {
      throw new IllegalArgumentException("incarnation is " + next + ", but must be 0 or what a join gave out");
    }
    incarnation = next;
  }

  @Override
  public synchronized void probe(Map<NodeId, String> addresses) {
    if (!asks) {
      return;
    }
    Map<NodeId, Peer> next = new HashMap<>();
    addresses.forEach((node, at) -> {
      Peer before = peers.get(node);
      next.put(node, before != null && before.address().equals(at) ? before : new Peer(node, at));
    });
    peers = Map.copyOf(next);
    loop.post(() -> prober.probe(next.values()));
  }

  @Override
  public Optional<Boolean> answered(NodeId node) {
    Peer peer = peers.get(node);
    return peer == null ? Optional.empty() : peer.reached();
  }

  /** Never depends on what the peer says, or two members could keep each other unreached forever. */
  private boolean isUnanswered(NodeId node) {
    Peer peer = peers.get(node);
    return peer != null && peer.isUnanswered();
  }

  private void recover() {
    prober.probeAnew(peers.values());
  }

  @Override
  public Optional<String> complaint() {
    return loop.failure().map(thrown -> "the probes' thread fails: " + thrown).or(resolver::complaint);
  }

  @Override
  public synchronized void close() {
    peers = Map.of();
    resolver.close();
    loop.close();
  }
}
