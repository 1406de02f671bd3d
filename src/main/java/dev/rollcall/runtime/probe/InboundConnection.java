package dev.rollcall.runtime.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** A peer's probe: it is read, answered, and that is all. Whatever else comes ends it without a word. */
final class InboundConnection implements SelectorLoop.Handler {
  private final SocketChannel channel;
  private final Responder responder;
  private final FrameBuffer received = new FrameBuffer();
  private final SelectionKey key;
  private final Agenda.Due deadline;
  private ByteBuffer answer;

  /** The connection is read from now on, until the deadline. */
  InboundConnection(SocketChannel channel, Responder responder, SelectorLoop loop, long deadlineNanos)
      throws IOException {
    this.channel = channel;
    this.responder = responder;
    this.key = loop.register(channel, SelectionKey.OP_READ, this);
    this.deadline = loop.agenda().at(deadlineNanos, () -> responder.refuse(this, ProbeRefusal.TOO_SLOW));
  }

  @Override
  public void ready() {
    try {
      if (answer != null || isAsked()) {
        write();
      }
    } catch (FrameRefusedException e) {
      responder.refuse(this, e.reason());
    } catch (IOException e) {
      responder.refuse(this, ProbeRefusal.CUT_OFF);
    }
  }

  @Override
  public void failed() {
    Channels.close(channel);
  }

  private boolean isAsked() throws IOException, FrameRefusedException {
    Optional<byte[]> probe = received.read(channel);
    if (probe.isPresent()) {
      answer = ByteBuffer.wrap(responder.answer(probe.get()));
    }
    return probe.isPresent();
  }

  private void write() throws IOException {
    channel.write(answer);
    if (answer.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else {
      responder.accept(this);
    }
  }

  /** Closes the channel; the responder forgets the connection itself. */
  void end(Agenda agenda) {
    agenda.cancel(deadline);
    Channels.close(channel);
  }
}
