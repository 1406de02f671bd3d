package dev.rollcall.runtime.probe;

import static dev.rollcall.runtime.probe.Members.A;
import static dev.rollcall.runtime.probe.Members.B;
import static dev.rollcall.runtime.probe.Members.C;
import static dev.rollcall.runtime.probe.Members.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A link breaks between two members that both reach a third. */
class PartialPartitionTest {

  @Test
  void whoseLinkIsCutDoNotReachEachOtherButBothReachTheThird() throws IOException {
    try (Members members = new Members()) {
      TcpProbes a = members.joined(A);
      TcpProbes b = members.joined(B);
      TcpProbes c = members.joined(C);
      try (Relay toB = new Relay(b.address()); Relay toA = new Relay(a.address())) {
        a.probe(Map.of(B, toB.address(), C, c.address()));
        b.probe(Map.of(A, toA.address(), C, c.address()));
        c.probe(Map.of(A, a.address(), B, b.address()));
        awaitAll(a, b, c, true);
        toA.cut();
        toB.cut();
        awaitAll(a, b, c, false);
        long answeredByC = c.counters().accepted();
        Await.until("c goes on answering", () -> c.counters().accepted() > answeredByC + 4);
        assertThat(a.answered(B)).contains(false);
        assertThat(b.answered(A)).contains(false);
        toA.heal();
        toB.heal();
        awaitAll(a, b, c, true);
      }
    }
  }

  private static void awaitAll(TcpProbes a, TcpProbes b, TcpProbes c, boolean linked) {
    awaitAnswer(a, B, linked);
    awaitAnswer(b, A, linked);
    for (TcpProbes probes : new TcpProbes[] {a, b}) {
      awaitAnswer(probes, C, true);
    }
    awaitAnswer(c, A, true);
    awaitAnswer(c, B, true);
  }
}
