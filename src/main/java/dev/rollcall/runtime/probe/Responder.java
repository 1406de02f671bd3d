package dev.rollcall.runtime.probe;

import dev.rollcall.NodeId;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Answers the probes of this cluster's members that are meant for this node. Connections come in small lots, so that
 * those which have sent their probe already are served before more are opened; where too many are open, the oldest
 * makes room. So peers that send nothing cannot keep out those that do. Used by one thread.
 */
final class Responder implements SelectorLoop.Handler {
  private static final int ACCEPTED_AT_ONCE = 64;
  private static final long PAUSE_NANOS = 100_000_000;

  private final NodeId self;
  private final String cluster;
  private final FrameCodec codec;
  private final LongSupplier incarnation;
  private final SelectorLoop loop;
  private final ProbeSettings settings;
  private final ProbeCounters counters;
  private final ServerSocketChannel server;
  private final SelectionKey key;
  private final Set<InboundConnection> open = new LinkedHashSet<>();

  /**
   * @param incarnation of this process, asked for at each answer
   */
  Responder(NodeId self, String cluster, FrameCodec codec, LongSupplier incarnation, ServerSocketChannel server,
      SelectorLoop loop, ProbeSettings settings, ProbeCounters counters) throws IOException {
    this.self = self;
    this.cluster = cluster;
    this.codec = codec;
    this.incarnation = incarnation;
    this.server = server;
    this.loop = loop;
    this.settings = settings;
    this.counters = counters;
    this.key = loop.register(server, SelectionKey.OP_ACCEPT, this);
  }

  @Override
  public void ready() {
    try {
      SocketChannel channel = server.accept();
      for (int lot = 1; channel != null; lot++) {
        admit(channel);
        channel = lot < ACCEPTED_AT_ONCE ? server.accept() : null;
      }
    } catch (IOException e) {
      // No more files, or no memory, for the moment. To be told again at once would keep the thread busy with it.
      key.interestOps(0);
      loop.agenda().at(loop.now() + PAUSE_NANOS, () -> key.interestOps(SelectionKey.OP_ACCEPT));
    }
  }

  private void admit(SocketChannel channel) throws IOException {
    if (open.size() == settings.maxConnections()) {
      refuse(open.iterator().next(), ProbeRefusal.TOO_MANY);
    }
    InboundConnection connection =
        new InboundConnection(channel, this, loop, loop.now() + settings.timeout().toNanos());
    open.add(connection);
    connection.ready();
  }

  /** The answer to what a peer sent. */
  byte[] answer(byte[] sent) throws FrameRefusedException {
    ProbeFrame probe = codec.decode(sent);
    long answering = incarnation.getAsLong();
    require(probe.kind() == ProbeFrame.Kind.PROBE, ProbeRefusal.MALFORMED);
    require(probe.cluster().equals(cluster), ProbeRefusal.OTHER_CLUSTER);
    require(probe.to().equals(self), ProbeRefusal.OTHER_NODE);
    require(answering > 0, ProbeRefusal.NOT_JOINED);
    return codec.encode(probe.answer(answering));
  }

  /** The connection has its answer. */
  void accept(InboundConnection connection) {
    counters.countAccepted();
    end(connection);
  }

  /** The connection gets none. */
  void refuse(InboundConnection connection, ProbeRefusal reason) {
    counters.countRefused(reason);
    end(connection);
  }

  private void end(InboundConnection connection) {
    open.remove(connection);
    connection.end(loop.agenda());
  }

  private static void require(boolean holds, ProbeRefusal otherwise) throws FrameRefusedException {
    if (!holds) {
      throw new FrameRefusedException(otherwise);
    }
  }
}
