package dev.rollcall.runtime.probe;

import static dev.rollcall.runtime.probe.Members.A;
import static dev.rollcall.runtime.probe.Members.B;
import static dev.rollcall.runtime.probe.Members.awaitAnswer;
import static dev.rollcall.runtime.probe.Members.awaitUnanswered;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A peer counts as reached if it answers and gets answers too, unless it does not say. */
class OneWayTest {
  /** For tests in which no probe may take too long. */
  private static final ProbeSettings SLOW =
      Members.settings().withTimes(Duration.ofMillis(600), Duration.ofMillis(500));

  private final Members members = new Members();

  @AfterEach
  void endAll() {
    members.close();
  }

  private String closedPort() throws IOException {
    TcpProbes gone = members.joined(A);
    gone.close();
    return gone.address();
  }

  @Test
  void aMemberThatPublishesAClosedPortReachesNoPeerThatProbesItUntilItPublishesTheRightOne() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes b = members.joined(B);
    a.probe(Map.of(B, b.address()));
    awaitAnswer(a, B, true);
    b.probe(Map.of(A, closedPort()));
    awaitAnswer(b, A, false);
    awaitAnswer(a, B, false);
    assertThat(a.counters().unanswered(ProbeRefusal.ONE_WAY)).isGreaterThanOrEqualTo(2);
    b.probe(Map.of(A, a.address()));
    awaitAnswer(b, A, true);
    awaitAnswer(a, B, true);
  }

  @Test
  void aPeerThatProbesNoLongerSaysNothingAgainst() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes b = members.joined(B);
    a.probe(Map.of(B, b.address()));
    b.probe(Map.of(A, closedPort()));
    awaitAnswer(a, B, false);
    b.probe(Map.of());
    awaitAnswer(a, B, true);
  }

  @Test
  void membersThatProbedEachOtherBeforeEitherHadJoinedComeToReachEachOther() throws IOException {
    TcpProbes a = members.open(A, Members.CLUSTER, Members.settings(), Members.surroundings(1));
    TcpProbes b = members.open(B, Members.CLUSTER, Members.settings(), Members.surroundings(2));
    a.probe(Map.of(B, b.address()));
    b.probe(Map.of(A, a.address()));
    awaitAnswer(a, B, false);
    awaitAnswer(b, A, false);
    a.become(1);
    b.become(2);
    awaitAnswer(a, B, true);
    awaitAnswer(b, A, true);
  }

  /** One that answers each probe as the list says, the last for all that follow. */
  private FakePeer answering(List<ProbeFrame.Kind> kinds) throws IOException {
    FrameCodec codec = new FrameCodec(Members.SECRET);
    AtomicInteger next = new AtomicInteger();
    return new FakePeer(connection -> {
      ProbeFrame probe = codec.decode(FakePeer.readFrame(connection));
      ProbeFrame.Kind kind = kinds.get(Math.min(next.getAndIncrement(), kinds.size() - 1));
      connection.getOutputStream().write(codec.encode(
          kind == ProbeFrame.Kind.ANSWER ? probe.answer(1) : probe.oneWayAnswer(1)));
    });
  }

  @Test
  void aPeerIsBelievedWhenItSaysTwiceInARowThatItGetsNoAnswers() throws IOException {
    TcpProbes a = members.joined(A, SLOW);
    try (FakePeer b = answering(List.of(
        ProbeFrame.Kind.ANSWER, ProbeFrame.Kind.ONE_WAY_ANSWER, ProbeFrame.Kind.ANSWER,
        ProbeFrame.Kind.ONE_WAY_ANSWER))) {
      a.probe(Map.of(B, b.address()));
      awaitAnswer(a, B, true);
      awaitAnswer(a, B, false);
      assertThat(a.counters().answered()).as("probes that succeeded until then").isEqualTo(2);
      awaitUnanswered(a, ProbeRefusal.ONE_WAY, 4);
      assertThat(a.answered(B)).contains(false);
    }
  }

  @Test
  void aProcessThatPausedReachesItsPeersThoughTheyAllFoundItWithoutAnswers() throws IOException {
    TcpProbes b = members.joined(B, SLOW);
    AtomicReference<CountDownLatch> pause = new AtomicReference<>(new CountDownLatch(0));
    RandomGenerator jitter = () -> {
      await(pause.get());
      return 0;
    };
    ProbeSurroundings real = ProbeSurroundings.real();
    TcpProbes a = members.open(A, Members.CLUSTER, SLOW,
        new ProbeSurroundings(real.clock(), jitter, real.nonces(), real.names()));
    a.become(1);
    a.probe(Map.of(B, b.address()));
    b.probe(Map.of(A, a.address()));
    awaitAnswer(a, B, true);
    awaitAnswer(b, A, true);
    CountDownLatch paused = new CountDownLatch(1);
    pause.set(paused);
    awaitAnswer(b, A, false);
    paused.countDown();
    long before = a.counters().answered();
    Await.until("a few more answers, while b is reached", () -> {
      assertThat(a.answered(B)).contains(true);
      return a.counters().answered() >= before + 3;
    });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** So a release that does not know the third kind takes it for no answer, which is what it means there. */
  @Test
  void aKindOfAnswerThatIsNotKnownCountsAsNone() throws IOException {
    TcpProbes a = members.joined(A);
    FrameCodec codec = new FrameCodec(Members.SECRET);
    try (FakePeer newer = new FakePeer(connection -> {
      byte[] answer = codec.encode(codec.decode(FakePeer.readFrame(connection)).answer(1));
      answer[5] = 4;
      FrameCodecTest.sign(answer);
      connection.getOutputStream().write(answer);
    })) {
      a.probe(Map.of(B, newer.address()));
      awaitAnswer(a, B, false);
      awaitUnanswered(a, ProbeRefusal.MALFORMED, 1);
    }
  }
}
