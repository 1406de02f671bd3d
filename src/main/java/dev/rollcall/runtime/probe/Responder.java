package dev.rollcall.runtime.probe;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Answers probes. Connections come in small lots, so that those which have sent their probe already are served before
 * more are opened; where too many are open, the oldest makes room. So peers that send nothing cannot keep out those
 * that do. Used by one thread.
 */
final class Responder implements SelectorLoop.Handler {
  private static final int ACCEPTED_AT_ONCE = 64;

  /** How long nobody is accepted after the system could not. */
  static final long PAUSE_NANOS = 100_000_000;

  private final Handshake handshake;
  private final SelectorLoop loop;
  private final ProbeSettings settings;
  private final ProbeCounters counters;
  private final Acceptance acceptance;
  private final SelectionKey key;
  private final Set<InboundConnection> open = new LinkedHashSet<>();

  /** How a connection is taken from the system. */
  interface Acceptance {
    /**
     * @return the next connection; null if there is none
     */
    SocketChannel accept() throws IOException;
  }

  /**
   * Accepts connections once the loop runs.
   *
   * @param acceptance accepts them from the server
   */
  Responder(Handshake handshake, ServerSocketChannel server, Acceptance acceptance, SelectorLoop loop,
      ProbeSettings settings, ProbeCounters counters) throws IOException {
    this.handshake = handshake;
    this.acceptance = acceptance;
    this.loop = loop;
    this.settings = settings;
    this.counters = counters;
    this.key = loop.register(server, SelectionKey.OP_ACCEPT, this);
  }

  @Override
  public void ready() {
    try {
      SocketChannel channel = acceptance.accept();
      for (int lot = 1; channel != null; lot++) {
        admit(channel);
        channel = lot < ACCEPTED_AT_ONCE ? acceptance.accept() : null;
      }
    } catch (IOException e) {
      failed();
    }
  }

  /** No more files, or no memory, for the moment. To be told again at once would keep the thread busy with it. */
  @Override
  public void failed() {
    key.interestOps(0);
    loop.agenda().at(loop.now() + PAUSE_NANOS, () -> key.interestOps(SelectionKey.OP_ACCEPT));
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
    return handshake.answer(sent);
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
}
