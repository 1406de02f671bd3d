package dev.rollcall.runtime.probe;

import static dev.rollcall.runtime.probe.Members.A;
import static dev.rollcall.runtime.probe.Members.B;
import static dev.rollcall.runtime.probe.Members.C;
import static dev.rollcall.runtime.probe.Members.awaitAnswer;
import static dev.rollcall.runtime.probe.Members.awaitUnanswered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hosts that are names are looked up, and that holds nobody else up. */
class NamesTest {
  private final Members members = new Members();
  private final CountDownLatch ended = new CountDownLatch(1);

  @AfterEach
  void endAll() {
    ended.countDown();
    members.close();
  }

  private TcpProbes knowing(ProbeSurroundings.Names names) throws IOException {
    ProbeSurroundings real = ProbeSurroundings.real();
    return members.open(A, Members.CLUSTER, Members.settings(),
        new ProbeSurroundings(real.clock(), () -> 0, real.nonces(), names));
  }

  private static String named(String host, TcpProbes probes) {
    return host + ":" + HostPort.parse(probes.address()).orElseThrow().port();
  }

  /** For as long as the test lasts. */
  private InetAddress neverEnds() throws UnknownHostException {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException("the test ends");
  }

  @Test
  void aPeerIsFoundByName() throws IOException {
    TcpProbes b = members.joined(B);
    TcpProbes a = members.open(A, Members.CLUSTER, Members.settings(), ProbeSurroundings.real());
    a.probe(Map.of(B, named("localhost", b)));
    awaitAnswer(a, B, true);
  }

  @Test
  void aNameThatNobodyKnowsDoesNotAnswer() throws IOException {
    TcpProbes a = knowing(host -> {
      throw new UnknownHostException(host);
    });
    a.probe(Map.of(B, "b.example:1", C, "999.1.1.1:1"));
    awaitAnswer(a, B, false);
    awaitAnswer(a, C, false);
    awaitUnanswered(a, ProbeRefusal.NO_ADDRESS, 2);
  }

  @Test
  void aNameThatTakesLongDoesNotAnswerInTimeAndHoldsNobodyUp() throws IOException {
    TcpProbes b = members.joined(B);
    TcpProbes c = members.joined(C);
    NodeId slow = NodeId.of("slow");
    TcpProbes a = knowing(host -> host.equals("slow.example") ? neverEnds() : InetAddress.getLoopbackAddress());
    a.probe(Map.of(slow, "slow.example:1", B, named("b.example", b), C, c.address()));
    awaitAnswer(a, slow, false);
    awaitAnswer(a, B, true);
    awaitAnswer(a, C, true);
    awaitUnanswered(a, ProbeRefusal.TOO_SLOW, 2);
  }

  @Test
  void whereAllLookupsHangPeersFoundBeforeAndPeersByNumberAreStillAsked() throws IOException {
    TcpProbes b = members.joined(B);
    TcpProbes c = members.joined(C);
    TcpProbes a = knowing(host -> host.startsWith("slow") ? neverEnds() : InetAddress.getLoopbackAddress());
    a.probe(Map.of(B, named("b.example", b)));
    awaitAnswer(a, B, true);
    Map<NodeId, String> all = new HashMap<>(Map.of(B, named("b.example", b), C, c.address()));
    for (int i = 0; i < 50; i++) {
      all.put(NodeId.of("slow-" + i), "slow-" + i + ".example:1");
    }
    a.probe(all);
    awaitAnswer(a, NodeId.of("slow-49"), false);
    b.become(0);
    awaitAnswer(a, B, false);
    b.become(1);
    awaitAnswer(a, B, true);
    awaitAnswer(a, C, true);
    assertThat(Thread.getAllStackTraces().keySet()).filteredOn(t -> t.getName().equals("rollcall-probes-a-names"))
        .hasSizeBetween(1, 4);
    Await.until("it complains: " + a.complaint(),
        () -> a.complaint().filter(text -> text.startsWith("no host can be looked up: all 4 threads")).isPresent());
    ended.countDown();
    Await.until("it complains no more", () -> a.complaint().isEmpty());
  }

  @Test
  void aNameIsLookedUpAgainOnlyWhenItsPeerHasNotAnswered() throws IOException {
    AtomicReference<InetAddress> where = new AtomicReference<>(InetAddress.getByName("127.0.0.2"));
    AtomicInteger lookups = new AtomicInteger();
    TcpProbes b = members.joined(B);
    TcpProbes a = knowing(host -> {
      lookups.incrementAndGet();
      return where.get();
    });
    a.probe(Map.of(B, named("b.example", b)));
    awaitUnanswered(a, ProbeRefusal.NO_CONNECTION, 1);
    where.set(InetAddress.getLoopbackAddress());
    awaitAnswer(a, B, true);
    long answered = a.counters().answered();
    Await.until("five more answers", () -> a.counters().answered() >= answered + 5);
    long looked = lookups.get();
    assertThat(looked).as("one at first, and one after each failure").isLessThanOrEqualTo(1 + unanswered(a));
  }

  @Test
  void aNameThatNobodyKnowsAnyMoreStandsForWhatItStoodForBefore() throws IOException {
    AtomicInteger failed = new AtomicInteger();
    TcpProbes b = members.joined(B);
    TcpProbes a = knowing(host -> {
      if (failed.get() > 0) {
        failed.incrementAndGet();
        throw new UnknownHostException(host);
      }
      return InetAddress.getLoopbackAddress();
    });
    a.probe(Map.of(B, named("b.example", b)));
    awaitAnswer(a, B, true);
    failed.set(1);
    b.become(0);
    Await.until("the name was looked up in vain", () -> failed.get() > 2);
    awaitAnswer(a, B, false);
    b.become(1);
    awaitAnswer(a, B, true);
  }

  private static long unanswered(TcpProbes probes) {
    return Arrays.stream(ProbeRefusal.values()).mapToLong(r -> probes.counters().unanswered(r)).sum();
  }

  @Test
  void aLookupThatFailsInAnUnexpectedWayIsOneThatFoundNothing() throws IOException {
    TcpProbes a = knowing(host -> {
      throw new IllegalStateException("a resolver that is broken");
    });
    a.probe(Map.of(B, "b.example:1"));
    awaitUnanswered(a, ProbeRefusal.NO_ADDRESS, 2);
  }

  @Test
  void aLookupThatThrowsAnErrorIsTriedAgain() throws IOException {
    AtomicInteger lookups = new AtomicInteger();
    TcpProbes b = members.joined(B);
    TcpProbes a = knowing(host -> {
      if (lookups.getAndIncrement() < 2) {
        throw new NoClassDefFoundError("a resolver that is broken");
      }
      return InetAddress.getLoopbackAddress();
    });
    a.probe(Map.of(B, named("b.example", b)));
    awaitAnswer(a, B, true);
  }

  @Test
  void aResolverThatCanTakeNoMoreSaysSoAndGoesOnWhenItCan() {
    Resolver resolver = new Resolver("names", host -> neverEnds(), System::nanoTime, Duration.ofDays(1));
    CountDownLatch answered = new CountDownLatch(1);
    assertThat(resolver.complaint()).isEmpty();
    while (resolver.complaint().isEmpty()) {
      resolver.lookUp("b.example", found -> answered.countDown());
    }
    assertThat(answered.getCount()).as("who is refused is answered").isZero();
    assertThat(resolver.complaint().orElseThrow()).contains("RejectedExecutionException");
    ended.countDown();
    Await.until("it takes what it is given", () -> {
      resolver.lookUp("b.example", found -> {});
      return resolver.complaint().isEmpty();
    });
    resolver.close();
  }
}
