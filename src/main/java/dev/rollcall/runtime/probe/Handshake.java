package dev.rollcall.runtime.probe;

import dev.rollcall.NodeId;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What a process asks, what it answers, and which answers it believes; no sockets and no time. Used by one thread, but
 * for the incarnation and the peers without answers, which any thread may change.
 */
final class Handshake {
  private final NodeId self;
  private final String cluster;
  private final LongSupplier incarnation;
  private final Predicate<NodeId> unanswered;
  private final FrameCodec codec;
  private final RandomGenerator nonces;

  /**
   * @param incarnation of this process, asked for at each frame; 0 if it has not joined
   * @param unanswered whether this process probes that node and its latest probe got no answer at all
   */
  Handshake(NodeId self, String cluster, LongSupplier incarnation, Predicate<NodeId> unanswered, ProbeSecret secret,
      RandomGenerator nonces) {
    this.self = self;
    this.cluster = cluster;
    this.incarnation = incarnation;
    this.unanswered = unanswered;
    this.codec = new FrameCodec(secret);
    this.nonces = nonces;
  }

  /** A new question to a node. */
  ProbeFrame question(NodeId node) {
    ProbeFrame.Nonce nonce = new ProbeFrame.Nonce(nonces.nextLong(), nonces.nextLong());
    return new ProbeFrame(ProbeFrame.Kind.PROBE, nonce, incarnation.getAsLong(), cluster, self, node);
  }

  byte[] encode(ProbeFrame frame) {
    return codec.encode(frame);
  }

  /** What to answer to the bytes of a frame that somebody sent. */
  byte[] answer(byte[] sent) throws FrameRefusedException {
    ProbeFrame probe = codec.decode(sent);
    long answering = incarnation.getAsLong();
    FrameRefusedException.unless(probe.kind() == ProbeFrame.Kind.PROBE, ProbeRefusal.MALFORMED);
    FrameRefusedException.unless(probe.cluster().equals(cluster), ProbeRefusal.OTHER_CLUSTER);
    FrameRefusedException.unless(probe.to().equals(self), ProbeRefusal.OTHER_NODE);
    FrameRefusedException.unless(answering > 0, ProbeRefusal.NOT_JOINED);
    return codec.encode(unanswered.test(probe.from()) ? probe.oneWayAnswer(answering) : probe.answer(answering));
  }

  /**
   * Reads the bytes of a frame that came back. They are refused if they do not answer the question.
   *
   * @return false if the peer says that it gets no answers from this process
   */
  boolean isMutual(ProbeFrame question, byte[] sent) throws FrameRefusedException {
    ProbeFrame answer = codec.decode(sent);
    FrameRefusedException.unless(answer.kind() != ProbeFrame.Kind.PROBE, ProbeRefusal.MALFORMED);
    FrameRefusedException.unless(answer.cluster().equals(cluster), ProbeRefusal.OTHER_CLUSTER);
    FrameRefusedException.unless(
        answer.from().equals(question.to()) && answer.to().equals(self), ProbeRefusal.OTHER_NODE);
    FrameRefusedException.unless(answer.nonce().equals(question.nonce()), ProbeRefusal.OTHER_PROBE);
    FrameRefusedException.unless(answer.incarnation() > 0, ProbeRefusal.NOT_JOINED);
    return answer.kind() == ProbeFrame.Kind.ANSWER;
  }
}
