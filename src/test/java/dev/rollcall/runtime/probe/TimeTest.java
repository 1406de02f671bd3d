package dev.rollcall.runtime.probe;

import static dev.rollcall.runtime.probe.Members.A;
import static dev.rollcall.runtime.probe.Members.B;
import static dev.rollcall.runtime.probe.Members.awaitAnswer;
import static dev.rollcall.runtime.probe.Members.awaitRefused;
import static dev.rollcall.runtime.probe.Members.awaitUnanswered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is in time, on a clock that a test moves. */
class TimeTest {
  private static final Duration INTERVAL = Duration.ofSeconds(20);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofNanos(1);

  private final ManualClock clock = new ManualClock();
  private final Members members = new Members();

  @AfterEach
  void endAll() {
    members.close();
  }

  /** A process on the test's clock that probes at once, and then after exactly an interval. */
  private TcpProbes open(NodeId node) throws IOException {
    ProbeSurroundings real = ProbeSurroundings.real();
    TcpProbes probes = members.open(node, Members.CLUSTER, Members.settings().withTimes(INTERVAL, TIMEOUT),
        new ProbeSurroundings(clock, () -> 0, real.nonces(), real.names()));
    probes.become(1);
    return probes;
  }

  /** Moves the clock, and has the process look at it. */
  private void advance(TcpProbes probes, Duration by, Map<NodeId, String> peers) {
    clock.advance(by);
    probes.probe(peers);
  }

  /** A peer that answers when it is told to, and the connections on which it was asked. */
  private static FakePeer hesitant(BlockingQueue<Socket> asked) throws IOException {
    return new FakePeer(asked::add);
  }

  private static void answer(Socket connection, byte[] question) throws IOException, FrameRefusedException {
    connection.getOutputStream().write(Members.handshake(B, 1).answer(question));
  }

  @Test
  void anAnswerCountsUpToTheTimeoutAndNoLonger() throws Exception {
    BlockingQueue<Socket> asked = new LinkedBlockingQueue<>();
    try (FakePeer peer = hesitant(asked)) {
      TcpProbes a = open(A);
      Map<NodeId, String> peers = Map.of(B, peer.address());
      a.probe(peers);
      Socket first = asked.take();
      byte[] question = FakePeer.readFrame(first);
      clock.advance(TIMEOUT.minus(TICK));
      answer(first, question);
      awaitAnswer(a, B, true);
      advance(a, INTERVAL.minus(TIMEOUT).plus(TICK), peers);
      Socket second = asked.take();
      question = FakePeer.readFrame(second);
      clock.advance(TIMEOUT.plus(TICK));
      answer(second, question);
      awaitAnswer(a, B, false);
      awaitUnanswered(a, ProbeRefusal.TOO_SLOW, 1);
    }
  }

  @Test
  void theLatestProbeCountsUntilTheNextHasEnded() throws Exception {
    BlockingQueue<Socket> asked = new LinkedBlockingQueue<>();
    try (FakePeer peer = hesitant(asked)) {
      TcpProbes a = open(A);
      Map<NodeId, String> peers = Map.of(B, peer.address());
      a.probe(peers);
      Socket first = asked.take();
      answer(first, FakePeer.readFrame(first));
      awaitAnswer(a, B, true);
      advance(a, INTERVAL, peers);
      Socket second = asked.take();
      FakePeer.readFrame(second);
      assertThat(a.answered(B)).contains(true);
      advance(a, TIMEOUT, peers);
      awaitAnswer(a, B, false);
      assertThat(second.getInputStream().read()).as("the connection is given up").isEqualTo(-1);
      advance(a, INTERVAL.minus(TIMEOUT), peers);
      Socket third = asked.take();
      answer(third, FakePeer.readFrame(third));
      awaitAnswer(a, B, true);
    }
  }

  @Test
  void aProbeUnderWayIsGivenUpWithItsPeer() throws Exception {
    BlockingQueue<Socket> asked = new LinkedBlockingQueue<>();
    try (FakePeer peer = hesitant(asked)) {
      TcpProbes a = open(A);
      a.probe(Map.of(B, peer.address()));
      Socket connection = asked.take();
      FakePeer.readFrame(connection);
      a.probe(Map.of());
      assertThat(connection.getInputStream().read()).isEqualTo(-1);
      assertThat(a.answered(B)).isEmpty();
      assertThat(a.counters().unanswered(ProbeRefusal.TOO_SLOW)).isZero();
    }
  }

  @Test
  void whoSendsByteForByteGetsNoMoreTimeForIt() throws IOException {
    TcpProbes b = open(B);
    Handshake a = Members.handshake(A, 1);
    byte[] probe = a.encode(a.question(B));
    try (Stranger slow = new Stranger(b); Stranger member = new Stranger(b)) {
      slow.sends(Arrays.copyOf(probe, 4));
      member.sends(probe);
      assertThat(member.hears()).as("connections are taken in their order").isNotEmpty();
      clock.advance(TIMEOUT.minus(TICK));
      slow.sends(Arrays.copyOfRange(probe, 4, 5));
      advance(b, TICK, Map.of());
      assertThat(slow.hears()).isEmpty();
    }
    awaitRefused(b, ProbeRefusal.TOO_SLOW, 1);
  }

  @Test
  void whoWasAnsweredIsNotCountedAsTooSlowLater() throws IOException {
    TcpProbes b = open(B);
    assertAnswered(b);
    advance(b, TIMEOUT.plus(TICK), Map.of());
    assertAnswered(b);
    assertAnswered(b);
    assertThat(b.counters().refused(ProbeRefusal.TOO_SLOW)).isZero();
  }

  private static void assertAnswered(TcpProbes b) throws IOException {
    Handshake a = Members.handshake(A, 1);
    try (Stranger member = new Stranger(b)) {
      member.sends(a.encode(a.question(B)));
      assertThat(member.hears()).isNotEmpty();
    }
  }
}
