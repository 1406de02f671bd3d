package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.NodeState;
import dev.rollcall.store.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A member is closed at any moment: no thread is left, no future is left open, and nothing is claimed. */
@Timeout(180)
class CloseTest {
  private static final int ROUNDS = 25;
  private static final int CALLS = 120;
  private static final int EVENTS = 8;

  private final TestCluster cluster = new TestCluster();
  private final List<CompletableFuture<?>> asked = new ArrayList<>();

  @AfterEach
  void close() {
    cluster.close();
  }

  /** Asks for this and that, until the member is closed. */
  private void use(TestMember member, CountDownLatch closed) {
    for (int i = 0; closed.getCount() > 0 && i < 10_000; i++) {
      CompletableFuture<?> future = i % 3 < 2 ? member.member().join() : member.member().leave();
      asked.add(future);
      Await.until("it is done or closed", () -> future.isDone() || closed.getCount() == 0);
    }
    Await.opened(closed);
    asked.add(member.member().join());
    asked.add(member.member().leave());
  }

  private void assertGone(TestMember member, String as) throws Exception {
    assertThat(member.isPrimary()).as(as).isFalse();
    assertThat(member.member().fence()).as(as).isEmpty();
    assertThat(member.member().leaseLeft()).as(as).isZero();
    assertThat(member.member().view().size()).as(as).isZero();
    assertThat(member.member().primary()).as(as).isEmpty();
    Await.within(Duration.ofSeconds(8), () -> as + ": these threads end: " + member.threads(),
        () -> member.threads().isEmpty());
    for (CompletableFuture<?> future : asked) {
      ended(future);
    }
    asked.clear();
  }

  /** In whatever way. */
  private static void ended(CompletableFuture<?> future) throws Exception {
    try {
      Await.result(future);
    } catch (CancellationException | ExecutionException e) {
      assertThat(future).isCompletedExceptionally();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void whileItIsInACallToTheStore(long seed) throws Exception {
    String repeat = Seeds.announce("CloseTest.whileItIsInACallToTheStore", seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      TestMember member = cluster.start("m" + round);
      long last = 1L + random.nextInt(CALLS);
      boolean waits = random.nextBoolean();
      AtomicLong calls = new AtomicLong();
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch closed = new CountDownLatch(1);
      member.way().onCall(call -> {
        if (calls.incrementAndGet() == last) {
          inside.countDown();
          if (waits) {
            Await.opened(closed);
          }
        }
      });
      Thread closer = new Thread(() -> {
        Await.opened(inside);
        member.member().close();
        closed.countDown();
      });
      closer.start();
      use(member, closed);
      closer.join();
      assertGone(member, "round " + round + ", call " + last + (waits ? ", held" : "") + "; " + repeat);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void fromACallbackOfTheListener(long seed) throws Exception {
    String repeat = Seeds.announce("CloseTest.fromACallbackOfTheListener", seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      TestMember member = cluster.start("m" + round);
      long last = 1L + random.nextInt(EVENTS);
      AtomicLong events = new AtomicLong();
      CountDownLatch closed = new CountDownLatch(1);
      member.heard().onEvent(event -> {
        if (events.incrementAndGet() == last) {
          member.member().close();
          closed.countDown();
        }
      });
      use(member, closed);
      assertGone(member, "round " + round + ", event " + last + "; " + repeat);
    }
  }

  @Test
  void whileTheStoreThrowsErrors() throws Exception {
    TestMember member = cluster.joined(1).get(0);
    CountDownLatch thrown = new CountDownLatch(1);
    member.way().onCall(call -> {
      thrown.countDown();
      throw new AssertionError("a test's failure");
    });
    asked.add(member.member().leave());
    Await.opened(thrown);
    asked.add(member.member().join());
    asked.add(member.member().actors().activate(ActorId.of("a")));
    member.member().close();
    assertThat(asked).as("complete when close() returns").allMatch(CompletableFuture::isDone);
    assertGone(member, "closed");
  }

  @Test
  void whileItsListenerDoesNotReturn() throws Exception {
    TestMember member = cluster.joined(1).get(0);
    CountDownLatch closed = new CountDownLatch(1);
    member.heard().onEvent(event -> Await.opened(closed));
    member.way().cut();
    asked.add(member.member().leave());
    member.member().close();
    assertThat(asked).as("complete when close() returns").allMatch(CompletableFuture::isDone);
    closed.countDown();
    assertGone(member, "closed");
  }

  @Test
  void whileACallOfTheStoreDoesNotReturnAndItsExecutorLosesWhatItTakes() throws Exception {
    TestMember member = cluster.start("n1", builder -> builder.executor(task -> {}).workers(task -> {}));
    member.way().pause();
    asked.add(member.member().join());
    asked.add(member.member().leave());
    asked.add(member.member().actors().locate(ActorId.of("a")));
    member.member().close();
    assertThat(asked).as("complete when close() returns").allMatch(CompletableFuture::isDone);
    asked.add(member.member().join());
    asked.add(member.member().actors().locate(ActorId.of("a")));
    assertThat(asked).as("complete at once").allMatch(CompletableFuture::isDone);
    member.way().resume();
    assertGone(member, "closed");
  }

  @Test
  void aMemberThatWasClosedWithoutLeavingSaysThatItsNodeWillBeFailed() throws Exception {
    TestMember member = cluster.joined(1).get(0);
    TestMember left = cluster.start("n2");
    Await.result(left.member().join());
    Await.result(left.member().leave());
    for (TestMember each : List.of(member, left)) {
      each.member().close();
      assertThat(each.member().health().isHealthy()).isFalse();
    }
    assertThat(member.member().state()).isEqualTo(NodeState.FAILED);
    assertThat(left.member().state()).isEqualTo(NodeState.LEFT);
    assertThat(member.member().health().complainsOf(Complaint.Code.THREAD_DEAD)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void afterAnyTime(long seed) throws Exception {
    String repeat = Seeds.announce("CloseTest.afterAnyTime", seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      TestMember member = cluster.start("m" + round);
      Duration time = Duration.ofNanos(random.nextInt(50_000_000));
      CountDownLatch closed = new CountDownLatch(1);
      Thread closer = new Thread(() -> {
        Await.pass(time);
        member.member().close();
        closed.countDown();
      });
      closer.start();
      use(member, closed);
      closer.join();
      assertGone(member, "round " + round + ", after " + time + "; " + repeat);
    }
  }
}
