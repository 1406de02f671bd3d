package dev.rollcall.runtime.probe;

import static dev.rollcall.runtime.probe.Members.A;
import static dev.rollcall.runtime.probe.Members.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A process that may open no more files for a while goes on when it may again, and does not spin until then. */
class ResponderTest {
  private final ManualClock clock = new ManualClock();
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void whereConnectionsCannotBeAcceptedItTriesAgainAfterAPause() throws Exception {
    triesAgainAfter(() -> {
      throw new IOException("too many open files");
    });
  }

  @Test
  void anErrorWhereConnectionsAreAcceptedIsNoEnd() throws Exception {
    triesAgainAfter(() -> {
      throw new OutOfMemoryError("a test's failure");
    });
  }

  private void triesAgainAfter(Responder.Acceptance failure) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open();
        SelectorLoop loop = new SelectorLoop("responder-test", clock, () -> {})) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      ProbeCounters counters = new ProbeCounters();
      new Responder(Members.handshake(B, 1), server, () -> {
        if (tries.incrementAndGet() == 1) {
          return failure.accept();
        }
        return server.accept();
      }, loop, Members.patient(), counters);
      loop.start();
      try (Stranger member = new Stranger(HostPort.of((InetSocketAddress) server.getLocalAddress()).toString())) {
        Handshake a = Members.handshake(A, 1);
        member.sends(a.encode(a.question(B)));
        Await.until("the first try has failed", () -> tries.get() == 1);
        for (int turn = 0; turn < 10; turn++) {
          aTurnPasses(loop);
        }
        assertThat(tries).hasValue(1);
        clock.advance(Duration.ofNanos(Responder.PAUSE_NANOS));
        aTurnPasses(loop);
        assertThat(member.hears()).isNotEmpty();
        Await.until("the answer is counted", () -> counters.accepted() == 1);
      }
    }
  }

  private static void aTurnPasses(SelectorLoop loop) throws InterruptedException {
    CountDownLatch passed = new CountDownLatch(1);
    loop.post(passed::countDown);
    passed.await();
  }
}
