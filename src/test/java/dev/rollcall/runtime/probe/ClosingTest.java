package dev.rollcall.runtime.probe;

import static dev.rollcall.runtime.probe.Members.A;
import static dev.rollcall.runtime.probe.Members.B;
import static dev.rollcall.runtime.probe.Members.C;
import static dev.rollcall.runtime.probe.Members.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.store.Seeds;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Beginning to listen, and ending at any moment. */
class ClosingTest {

  private static int port(TcpProbes probes) {
    return HostPort.parse(probes.address()).orElseThrow().port();
  }

  private static boolean hasThread(String name) {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals(name));
  }

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void aPortAndAThreadAreFreeAsSoonAsProbesAreClosedAtWhateverMoment(long seed) throws IOException {
    String run = Seeds.announce("closing", seed);
    Random random = new Random(seed);
    try (Members members = new Members(); FakePeer silent = FakePeer.silent()) {
      TcpProbes a = members.joined(A);
      ProbeSettings settings = ProbeSettings.at("127.0.0.1", 0).withSecret(Members.SECRET)
          .withTimes(Duration.ofMillis(10), Duration.ofMillis(5));
      TcpProbes b = TcpProbes.open(B, Members.CLUSTER, settings);
      int port = port(b);
      for (int i = 0; i < 50; i++) {
        b.become(i + 1);
        a.probe(Map.of(B, b.address()));
        b.probe(Map.of(A, a.address(), C, silent.address(), B, b.address()));
        LockSupport.parkNanos(random.nextInt(20_000_000));
        b.close();
        assertThat(hasThread("rollcall-probes-b")).as(run).isFalse();
        b = TcpProbes.open(B, Members.CLUSTER, new ProbeSettings("127.0.0.1", port, settings.advertised(),
            settings.secret(), false, true, settings.interval(), settings.timeout(), 256, 128));
      }
      b.close();
    }
  }

  @Test
  void afterwardsNothingIsKnownNobodyIsAnsweredAndCallsDoNothing() throws IOException {
    try (Members members = new Members()) {
      TcpProbes a = members.joined(A);
      TcpProbes b = members.joined(B);
      a.probe(Map.of(B, b.address()));
      b.probe(Map.of(A, a.address()));
      awaitAnswer(b, A, true);
      b.close();
      assertThat(b.answered(A)).isEmpty();
      assertThatCode(() -> {
        b.become(2);
        b.probe(Map.of(A, a.address()));
        b.close();
      }).doesNotThrowAnyException();
      assertThat(b.answered(A)).isEmpty();
      awaitAnswer(a, B, false);
    }
  }

  @Test
  void whoClosesIsInterruptedOnlyAfterwards() throws IOException {
    TcpProbes a = TcpProbes.open(A, Members.CLUSTER, Members.settings());
    Thread.currentThread().interrupt();
    a.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(hasThread("rollcall-probes-a")).isFalse();
  }

  @Test
  void whileTheThreadFailsNobodyCountsAsHavingAnsweredAndThenAllAreProbedAnew() throws IOException {
    ProbeSurroundings real = ProbeSurroundings.real();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    RandomGenerator jitter = () -> {
      if (failure.get() instanceof Error error) {
        throw error;
      } else if (failure.get() instanceof RuntimeException exception) {
        throw exception;
      }
      return 0;
    };
    try (Members members = new Members()) {
      TcpProbes b = members.joined(B);
      TcpProbes c = members.joined(C);
      TcpProbes a = members.open(A, Members.CLUSTER, Members.settings(),
          new ProbeSurroundings(real.clock(), jitter, real.nonces(), real.names()));
      a.become(1);
      a.probe(Map.of(B, b.address()));
      awaitAnswer(a, B, true);
      for (Throwable each : List.of(new IllegalStateException("a test's"), new OutOfMemoryError("a test's"))) {
        failure.set(each);
        a.probe(Map.of(B, b.address(), C, c.address()));
        awaitAnswer(a, B, false);
        awaitAnswer(a, C, false);
        assertThat(a.complaint()).contains("the probes' thread fails: " + each);
        failure.set(null);
        awaitAnswer(a, B, true);
        awaitAnswer(a, C, true);
        Await.until("it complains no more", () -> a.complaint().isEmpty());
        a.probe(Map.of(B, b.address()));
      }
    }
  }

  private static ProbeSettings at(String host, int port) {
    return ProbeSettings.at(host, port).withSecret(Members.SECRET);
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (Members members = new Members()) {
      int port = port(members.joined(A));
      assertThatThrownBy(() -> members.joined(B, at("127.0.0.1", port))).isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen for probes at 127.0.0.1, port " + port + ": ")
          .hasMessageContaining("or 0 for any");
    }
  }

  @Test
  void anAddressOfAnotherMachineOrOfNobodyIsNamed() {
    assertThatThrownBy(() -> TcpProbes.open(A, "c", at("192.0.2.1", 0)))
        .isInstanceOf(IOException.class).hasMessageContaining("at 192.0.2.1, port 0: ");
    assertThatThrownBy(() -> TcpProbes.open(A, "c", at("no.such.host.invalid", 0)))
        .isInstanceOf(UnknownHostException.class).hasMessageContaining("nobody knows that host");
  }

  @Test
  void withoutASecretItDoesNotStart() {
    assertThatIllegalArgumentException().isThrownBy(() -> TcpProbes.open(A, "c", ProbeSettings.at("127.0.0.1", 0)))
        .withMessageContaining("secret is missing").withMessageContaining("withoutAuthentication");
  }

  @Test
  void whatIsAdvertisedIsTheAddressListenedAtUnlessToldOtherwise() throws IOException {
    try (Members members = new Members()) {
      TcpProbes a = members.joined(A);
      assertThat(a.address()).isEqualTo("127.0.0.1:" + port(a)).doesNotEndWith(":0");
      assertThat(members.joined(B, Members.settings().withAdvertised("b.example:77")).address())
          .isEqualTo("b.example:77");
      assertThat(members.joined(C, Members.settings().withAdvertised("[fd00::5]:0")).address())
          .startsWith("[fd00::5]:").doesNotEndWith(":0");
    }
  }

  @Test
  void whoListensEverywhereSaysWhereToConnectTo() throws IOException {
    ProbeSettings everywhere = at("0.0.0.0", 0);
    assertThatIllegalArgumentException().isThrownBy(() -> TcpProbes.open(A, "c", everywhere))
        .withMessageContaining("bindHost is 0.0.0.0").withMessageContaining("advertised must say");
    try (Members members = new Members()) {
      TcpProbes b = members.joined(B, everywhere.withAdvertised("127.0.0.1:0"));
      TcpProbes a = members.joined(A);
      a.probe(Map.of(B, b.address()));
      awaitAnswer(a, B, true);
    }
  }
}
