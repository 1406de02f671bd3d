package dev.rollcall.runtime.probe;

import static dev.rollcall.runtime.probe.Members.A;
import static dev.rollcall.runtime.probe.Members.B;
import static dev.rollcall.runtime.probe.Members.C;
import static dev.rollcall.runtime.probe.Members.awaitAnswer;
import static dev.rollcall.runtime.probe.Members.awaitUnanswered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.NodeId;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members find out who is there. */
class TcpProbesTest {
  private final Members members = new Members();

  @AfterEach
  void endAll() {
    members.close();
  }

  @Test
  void twoMembersAnswerEachOther() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes b = members.joined(B);
    a.probe(Map.of(B, b.address()));
    b.probe(Map.of(A, a.address()));
    awaitAnswer(a, B, true);
    awaitAnswer(b, A, true);
    assertThat(a.counters().answered()).isPositive();
    Await.until("the answers are counted", () -> a.counters().accepted() > 0 && b.counters().accepted() > 0);
  }

  @Test
  void ofThreeMembersEachAnswersBothOthersUntilOneEnds() throws IOException {
    Map<NodeId, TcpProbes> all = Map.of(A, members.joined(A), B, members.joined(B), C, members.joined(C));
    Map<NodeId, String> addresses =
        Map.of(A, all.get(A).address(), B, all.get(B).address(), C, all.get(C).address());
    all.values().forEach(probes -> probes.probe(addresses));
    all.values().forEach(probes -> addresses.keySet().forEach(peer -> awaitAnswer(probes, peer, true)));
    all.get(C).close();
    for (NodeId left : List.of(A, B)) {
      awaitAnswer(all.get(left), C, false);
      awaitAnswer(all.get(left), left.equals(A) ? B : A, true);
    }
  }

  @Test
  void whoHasNotJoinedAnswersNobody() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes b = members.open(B, Members.CLUSTER, Members.settings(), Members.surroundings(2));
    a.probe(Map.of(B, b.address()));
    awaitAnswer(a, B, false);
    Members.awaitRefused(b, ProbeRefusal.NOT_JOINED, 1);
    b.become(7);
    awaitAnswer(a, B, true);
    b.become(0);
    awaitAnswer(a, B, false);
    b.become(8);
    awaitAnswer(a, B, true);
  }

  @Test
  void whoHasNotJoinedMayAsk() throws IOException {
    TcpProbes a = members.open(A, Members.CLUSTER, Members.settings(), Members.surroundings(2));
    a.probe(Map.of(B, members.joined(B).address()));
    awaitAnswer(a, B, true);
  }

  @Test
  void nothingIsKnownOfAPeerThatIsNotProbedOrNotYet() throws IOException {
    TcpProbes a = members.joined(A, Members.patient());
    try (FakePeer silent = FakePeer.silent()) {
      assertThat(a.answered(B)).isEmpty();
      a.probe(Map.of(B, silent.address()));
      assertThat(a.answered(B)).isEmpty();
    }
  }

  @Test
  void aPeerIsForgottenWhenItIsNotToBeProbedAnyMore() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes b = members.joined(B);
    TcpProbes c = members.joined(C);
    a.probe(Map.of(B, b.address(), C, c.address()));
    awaitAnswer(a, B, true);
    awaitAnswer(a, C, true);
    a.probe(Map.of(C, c.address()));
    assertThat(a.answered(B)).isEmpty();
    assertThat(a.answered(C)).as("what is known of a peer that stays").contains(true);
  }

  @Test
  void aPeerAtAnotherAddressIsAskedAnew() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes old = members.joined(B);
    TcpProbes young = members.joined(B);
    a.probe(Map.of(B, old.address()));
    awaitAnswer(a, B, true);
    old.close();
    a.probe(Map.of(B, young.address()));
    assertThat(a.answered(B)).isNotEqualTo(Optional.of(false));
    awaitAnswer(a, B, true);
    Await.until("the new process has answered", () -> young.counters().accepted() > 0);
  }

  @Test
  void whoTakesConnectionsAndSaysNothingDoesNotAnswerInTime() throws IOException {
    TcpProbes a = members.joined(A);
    try (FakePeer silent = FakePeer.silent()) {
      a.probe(Map.of(B, silent.address()));
      awaitAnswer(a, B, false);
      awaitUnanswered(a, ProbeRefusal.TOO_SLOW, 3);
      assertThat(silent.connections()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void whoHangsUpDoesNotAnswer() throws IOException {
    TcpProbes a = members.joined(A);
    try (FakePeer rude = new FakePeer(Socket::close)) {
      a.probe(Map.of(B, rude.address()));
      awaitAnswer(a, B, false);
      awaitUnanswered(a, ProbeRefusal.CUT_OFF, 1);
    }
  }

  @Test
  void whereNobodyListensNobodyAnswers() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes gone = members.joined(B);
    gone.close();
    a.probe(Map.of(B, gone.address()));
    awaitAnswer(a, B, false);
    awaitUnanswered(a, ProbeRefusal.NO_CONNECTION, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "somewhere", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1", "::1:80", "[nonsense]:80",
      "a b:1", "a:b:1", ":80", "[fe80::1%nosuchinterface]:80"})
  void whatIsNoAddressDoesNotAnswer(String address) throws IOException {
    TcpProbes a = members.joined(A);
    a.probe(Map.of(B, address));
    awaitAnswer(a, B, false);
    awaitUnanswered(a, ProbeRefusal.NO_ADDRESS, 1);
  }

  @Test
  void whoOnlyAnswersAsksNobody() throws IOException {
    TcpProbes a = members.joined(A);
    TcpProbes b = members.joined(B, Members.settings().answeringOnly());
    a.probe(Map.of(B, b.address()));
    b.probe(Map.of(A, a.address()));
    Await.until("b has had the time to ask", () -> a.counters().answered() >= 5);
    assertThat(b.answered(A)).isEmpty();
    assertThat(a.counters().accepted()).isZero();
  }

  @Test
  void anIncarnationIsNotNegative() throws IOException {
    TcpProbes a = members.joined(A);
    assertThatIllegalArgumentException().isThrownBy(() -> a.become(-1)).withMessageContaining("incarnation is -1");
  }

  @Test
  void aClusterHasAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TcpProbes.open(A, "or/ders", Members.settings())).withMessageContaining("or/ders");
  }
}
