package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the application's code may do, and may do wrong, where a member calls it. */
@Timeout(180)
class ListenerTest {
  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private static void callsEverythingHarmless(ClusterMember member) {
    member.node();
    member.config();
    member.state();
    member.view();
    member.primary();
    member.isPrimary();
    member.fence();
    member.lease();
    member.leaseLeft();
    member.health();
    member.join();
  }

  @Test
  void eventsComeInTheirOrderOnOneThreadThatIsNotTheMembers() throws Exception {
    TestMember n1 = cluster.joined(1).get(0);
    TestMember n2 = cluster.start("n2");
    Await.result(n2.member().join());
    n1.heard().await("joined n2");
    Await.result(n2.member().leave());
    n1.heard().await("left n2");
    Await.result(n1.member().leave());
    n1.heard().await("left n1");
    assertThat(n1.heard().events()).containsSubsequence("primaryElected n1", "viewChanged [n1]", "joined n1",
        "viewChanged [n1, n2]", "joined n2", "viewChanged [n1]", "left n2", "left n1");
    assertThat(n1.heard().events()).filteredOn(e -> e.startsWith("joined")).hasSize(2);
    assertThat(n1.heard().threads()).containsOnly("rollcall-n1-listener");
  }

  @Test
  void allMethodsMayBeCalledFromACallbackAndFromOthersMeanwhile() throws Exception {
    for (String last : List.of("leave", "close")) {
      TestMember n1 = cluster.start("n1");
      CountDownLatch called = new CountDownLatch(1);
      n1.heard().onEvent(event -> {
        if (event.equals("joined n1")) {
          callsEverythingHarmless(n1.member());
          // A lock that the caller of this callback held would keep this thread waiting.
          Thread other = new Thread(() -> {
            callsEverythingHarmless(n1.member());
            end(n1.member(), last);
            called.countDown();
          });
          other.start();
          Await.opened(called);
          end(n1.member(), last);
        }
      });
      n1.member().join();
      Await.opened(called);
      Await.until("it is over", () -> last.equals("leave") ? n1.member().state() == NodeState.LEFT
          : n1.threads().isEmpty());
      n1.member().close();
      Await.until("its threads end", () -> n1.threads().isEmpty());
    }
  }

  private static void end(ClusterMember member, String how) {
    if (how.equals("leave")) {
      member.leave();
    } else {
      member.close();
    }
  }

  @Test
  void aSlowListenerDelaysNoHeartbeatAndHearsAllInTheEnd() throws Exception {
    TestMember n1 = cluster.start("n1");
    CountDownLatch slow = new CountDownLatch(1);
    n1.heard().onEvent(event -> Await.opened(slow));
    CompletableFuture<MembershipView> joined = n1.member().join();
    cluster.awaitHeartbeats("n1", 20);
    assertThat(n1.member().leaseLeft()).isPositive();
    assertThat(n1.isPrimary()).isTrue();
    assertThat(joined).as("completes after what led there was told").isNotDone();
    assertThat(n1.heard().events()).hasSize(1);
    slow.countDown();
    Await.result(joined);
    n1.heard().await("joined n1");
    assertThat(n1.heard().wasToldTwoThingsAtOnce()).isFalse();
  }

  @Test
  void whatAListenerThrowsConcernsThatCallOnly() throws Exception {
    List<Runnable> throwers = List.of(
        () -> {
          throw new IllegalStateException("a test's failure");
        },
        () -> {
          throw new AssertionError("a test's failure");
        },
        () -> {
          throw new StackOverflowError("a test's failure");
        });
    AtomicInteger events = new AtomicInteger();
    TestMember n1 = cluster.start("n1");
    n1.heard().onEvent(event -> throwers.get(events.getAndIncrement() % throwers.size()).run());
    Await.result(n1.member().join());
    cluster.awaitHeartbeats("n1", 4);
    Await.result(n1.member().leave());
    assertThat(n1.heard().events()).contains("joined n1", "left n1");
    assertThat(events.get()).isGreaterThan(throwers.size());
  }

  @Test
  void metricsThatThrowDoNoHarm() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    MemberMetrics metrics = new MemberMetrics() {
      @Override
      public void step(String action, String result, Duration took) {
        calls.incrementAndGet();
        throw new IllegalStateException("a test's failure");
      }

      @Override
      public void event(String name) {
        calls.incrementAndGet();
        throw new AssertionError("a test's failure");
      }
    };
    TestMember n1 = cluster.start("n1", builder -> builder.metrics(metrics));
    Await.result(n1.member().join());
    long incarnation = cluster.incarnation("n1");
    cluster.awaitHeartbeats("n1", 8);
    assertThat(n1.isPrimary()).isTrue();
    n1.heard().await("joined n1");
    Await.result(n1.member().leave());
    assertThat(cluster.incarnation("n1")).isZero();
    assertThat(incarnation).as("it joined once").isEqualTo(1);
    assertThat(calls.get()).isGreaterThan(10);
  }

  @Test
  void futuresCompleteWhereTheListenerIsTold() throws Exception {
    CountDownLatch dependent = new CountDownLatch(1);
    TestMember n1 = cluster.start("n1");
    // A listener that waits keeps the future from being complete before what depends on it is added.
    n1.heard().onEvent(event -> Await.opened(dependent));
    AtomicReference<String> joinedOn = new AtomicReference<>();
    CompletableFuture<MembershipView> joined = n1.member().join();
    CompletableFuture<Void> then = joined.thenRun(() -> joinedOn.set(Thread.currentThread().getName()));
    dependent.countDown();
    Await.result(then);
    assertThat(joinedOn.get()).isEqualTo("rollcall-n1-listener");
    Await.result(n1.member().leave());
    // Who is gone is answered at once, as likely as not before what depends on the answer is added.
    for (int i = 0; i < 200; i++) {
      AtomicReference<String> answeredOn = new AtomicReference<>();
      Await.result(n1.member().leave().thenRun(() -> answeredOn.set(Thread.currentThread().getName())));
      assertThat(answeredOn.get()).isIn("rollcall-n1-listener", Thread.currentThread().getName());
    }
  }

  @Test
  void anExecutorThatRefusesLosesNoEventAndNoFuture() throws Exception {
    TestMember n1 = cluster.start("n1", builder -> builder.executor(task -> {
      throw new RejectedExecutionException("a test's failure");
    }));
    Await.result(n1.member().join());
    n1.heard().await("joined n1");
    CompletableFuture<MembershipView> again = n1.member().join();
    Await.result(again);
    n1.way().cut();
    CompletableFuture<Void> left = n1.member().leave();
    n1.member().close();
    assertThatThrownBy(() -> Await.result(left)).isInstanceOf(CancellationException.class);
  }
}
