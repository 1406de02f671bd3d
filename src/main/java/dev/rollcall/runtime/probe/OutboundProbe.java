package dev.rollcall.runtime.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One probe of one peer: connect, ask, read the answer. Whoever began it is told once how it ended, and closes it. */
final class OutboundProbe implements SelectorLoop.Handler {
  private final ProbeFrame question;
  private final Handshake handshake;
  private final Ended ended;
  private final ByteBuffer toSend;
  private final FrameBuffer received = new FrameBuffer();
  private final SocketChannel channel;
  private final SelectionKey key;
  private boolean connected;

  /** Told how a probe ended. */
  interface Ended {
    /**
     * @param mutual false if the peer says that it gets no answers from this process
     */
    void answered(boolean mutual);

    void unanswered(ProbeRefusal reason);
  }

  /**
   * Begins to connect. What comes of it is told later, never from here.
   *
   * @throws IOException if no connection can be made
   */
  OutboundProbe(InetSocketAddress to, ProbeFrame question, Handshake handshake, SelectorLoop loop, Ended ended)
      throws IOException {
    this.question = question;
    this.handshake = handshake;
    this.ended = ended;
    this.toSend = ByteBuffer.wrap(handshake.encode(question));
    this.channel = SocketChannel.open();
    this.key = loop.register(channel, 0, this);
    try {
      key.interestOps(channel.connect(to) ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT);
    } catch (IOException | IllegalArgumentException e) {
      // The second is for a kind of address that this machine does not have.
      close();
      throw new IOException("no connection can be made to " + to, e);
    }
  }

  @Override
  public void ready() {
    try {
      if (isConnected() && isSent()) {
        Optional<byte[]> answer = received.read(channel);
        if (answer.isPresent()) {
          ended.answered(handshake.isMutual(question, answer.get()));
        }
      }
    } catch (FrameRefusedException e) {
      ended.unanswered(e.reason());
    } catch (IOException e) {
      ended.unanswered(connected ? ProbeRefusal.CUT_OFF : ProbeRefusal.NO_CONNECTION);
    }
  }

  @Override
  public void failed() {
    close();
  }

  private boolean isConnected() throws IOException {
    connected = connected || channel.finishConnect();
    return connected;
  }

  private boolean isSent() throws IOException {
    if (toSend.hasRemaining()) {
      channel.write(toSend);
      key.interestOps(toSend.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
    return !toSend.hasRemaining();
  }

  /** Ends the connection, if the probe has ended or is not wanted any more. */
  void close() {
    Channels.close(channel);
  }
}
