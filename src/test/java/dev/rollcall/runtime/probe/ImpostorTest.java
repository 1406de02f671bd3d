package dev.rollcall.runtime.probe;

import static dev.rollcall.runtime.probe.Members.A;
import static dev.rollcall.runtime.probe.Members.B;
import static dev.rollcall.runtime.probe.Members.C;
import static dev.rollcall.runtime.probe.Members.awaitAnswer;
import static dev.rollcall.runtime.probe.Members.awaitRefused;
import static dev.rollcall.runtime.probe.Members.awaitUnanswered;
import static dev.rollcall.runtime.probe.Members.surroundings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is not the node that was asked, or does not know the secret, is not taken for it. */
class ImpostorTest {
  private static final ProbeSecret OTHER_SECRET = Members.secret("a secret of somebody else.......");

  private final Members members = new Members();

  @AfterEach
  void endAll() {
    members.close();
  }

  @Test
  void membersWithDifferentSecretsDoNotAnswerEachOther() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes b = members.joined(B, Members.settings().withSecret(OTHER_SECRET));
    a.probe(Map.of(B, b.address()));
    awaitAnswer(a, B, false);
    awaitRefused(b, ProbeRefusal.WRONG_MAC, 1);
    assertThat(b.counters().accepted()).isZero();
  }

  @Test
  void aMemberWithASecretAndOneWithoutDoNotAnswerEachOther() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes b = members.joined(
        B, ProbeSettings.at("127.0.0.1", 0).withoutAuthentication().withTimes(Members.INTERVAL, Members.INTERVAL));
    a.probe(Map.of(B, b.address()));
    b.probe(Map.of(A, a.address()));
    awaitAnswer(a, B, false);
    awaitAnswer(b, A, false);
    awaitRefused(a, ProbeRefusal.WRONG_MAC, 1);
    awaitRefused(b, ProbeRefusal.WRONG_MAC, 1);
  }

  @Test
  void membersThatAreToldSoNeedNoSecret() throws IOException {
    ProbeSettings open = ProbeSettings.at("127.0.0.1", 0).withoutAuthentication()
        .withTimes(Members.INTERVAL, Members.INTERVAL);
    TcpProbes a = members.joined(A, open);
    TcpProbes b = members.joined(B, open);
    a.probe(Map.of(B, b.address()));
    awaitAnswer(a, B, true);
  }

  @Test
  void anotherClusterWithTheSameSecretIsNotAnswered() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes b = members.open(B, "invoices", Members.settings(), surroundings(1));
    b.become(1);
    a.probe(Map.of(B, b.address()));
    awaitAnswer(a, B, false);
    awaitRefused(b, ProbeRefusal.OTHER_CLUSTER, 1);
  }

  @Test
  void anotherNodeAtTheAddressDoesNotAnswerForThePeer() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes c = members.joined(C);
    a.probe(Map.of(B, c.address()));
    awaitAnswer(a, B, false);
    awaitRefused(c, ProbeRefusal.OTHER_NODE, 1);
    assertThat(c.counters().accepted()).isZero();
  }

  /** One that knows the secret, and says to each probe what the test has it say. */
  private FakePeer liar(UnaryOperator<ProbeFrame> lie) throws IOException {
    FrameCodec codec = new FrameCodec(Members.SECRET);
    return new FakePeer(connection -> {
      ProbeFrame probe = codec.decode(FakePeer.readFrame(connection));
      connection.getOutputStream().write(codec.encode(lie.apply(probe)));
    });
  }

  private void assertUnbelieved(ProbeRefusal reason, UnaryOperator<ProbeFrame> lie)
      throws IOException {
    TcpProbes a = members.joined(A, Members.settings());
    try (FakePeer liar = liar(lie)) {
      a.probe(Map.of(B, liar.address()));
      awaitAnswer(a, B, false);
      awaitUnanswered(a, reason, 1);
      assertThat(a.counters().answered()).isZero();
    }
  }

  @Test
  void anAnswerFromAnotherNodeIsNotBelieved() throws IOException {
    assertUnbelieved(ProbeRefusal.OTHER_NODE, probe -> new ProbeFrame(
        ProbeFrame.Kind.ANSWER, probe.nonce(), 1, probe.cluster(), C, probe.from()));
  }

  @Test
  void anAnswerToAnotherNodeIsNotBelieved() throws IOException {
    assertUnbelieved(ProbeRefusal.OTHER_NODE, probe -> new ProbeFrame(
        ProbeFrame.Kind.ANSWER, probe.nonce(), 1, probe.cluster(), probe.to(), C));
  }

  @Test
  void anAnswerFromAnotherClusterIsNotBelieved() throws IOException {
    assertUnbelieved(ProbeRefusal.OTHER_CLUSTER, probe -> new ProbeFrame(
        ProbeFrame.Kind.ANSWER, probe.nonce(), 1, "invoices", probe.to(), probe.from()));
  }

  @Test
  void anAnswerToAnotherProbeIsNotBelieved() throws IOException {
    assertUnbelieved(ProbeRefusal.OTHER_PROBE, probe -> new ProbeFrame(ProbeFrame.Kind.ANSWER,
        new ProbeFrame.Nonce(probe.nonce().high(), probe.nonce().low() + 1), 1, probe.cluster(), probe.to(),
        probe.from()));
  }

  @Test
  void anAnswerOfWhoHasNotJoinedIsNotBelieved() throws IOException {
    assertUnbelieved(ProbeRefusal.NOT_JOINED, probe -> probe.answer(0));
  }

  @Test
  void aProbeSentBackIsNoAnswer() throws IOException {
    assertUnbelieved(ProbeRefusal.MALFORMED, probe -> probe);
    assertUnbelieved(ProbeRefusal.MALFORMED, probe -> new ProbeFrame(
        ProbeFrame.Kind.PROBE, probe.nonce(), 1, probe.cluster(), probe.to(), probe.from()));
  }

  @Test
  void whatTheLiarsWouldSayIfTheyWereTheNodeIsBelieved() throws IOException {
    TcpProbes a = members.joined(A);
    try (FakePeer honest = liar(probe -> probe.answer(1))) {
      a.probe(Map.of(B, honest.address()));
      awaitAnswer(a, B, true);
    }
  }

  /** Answers the first probe honestly, and all later ones with that very answer. */
  private FakePeer replayer() throws IOException {
    Handshake b = Members.handshake(B, 1);
    AtomicReference<byte[]> first = new AtomicReference<>();
    return new FakePeer(connection -> {
      byte[] answer = b.answer(FakePeer.readFrame(connection));
      first.compareAndSet(null, answer);
      connection.getOutputStream().write(first.get());
    });
  }

  @Test
  void anOldAnswerSentAgainIsNotBelieved() throws IOException {
    TcpProbes a = members.joined(A);
    try (FakePeer replayer = replayer()) {
      a.probe(Map.of(B, replayer.address()));
      awaitUnanswered(a, ProbeRefusal.OTHER_PROBE, 2);
      awaitAnswer(a, B, false);
      assertThat(a.counters().answered()).isEqualTo(1);
    }
  }

  /** So it is the nonce that the test above rests on. */
  @Test
  void whereNoncesRepeatAnOldAnswerIsBelieved() throws IOException {
    ProbeSurroundings real = surroundings(1);
    RandomGenerator same = () -> 4;
    TcpProbes a = members.open(A, Members.CLUSTER, Members.settings(),
        new ProbeSurroundings(real.clock(), real.jitter(), same, real.names()));
    try (FakePeer replayer = replayer()) {
      a.probe(Map.of(B, replayer.address()));
      Await.until("an old answer is believed", () -> a.counters().answered() >= 3);
    }
  }
}
