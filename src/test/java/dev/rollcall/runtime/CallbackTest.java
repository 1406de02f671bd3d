package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorId;
import dev.rollcall.NodeState;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.runtime.Complaint.Code;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads and executors that fail a member, and callbacks that wait, in real time. */
@Timeout(180)
class CallbackTest {
  private static final ActorId A = ActorId.of("a");

  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private TestMember joined(TestMember member) throws Exception {
    Await.result(member.member().join());
    return member;
  }

  @Test
  void a_workers_executor_that_is_full_keeps_no_actor_from_running() throws Exception {
    CountDownLatch full = new CountDownLatch(1);
    ThreadPoolExecutor bounded = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2));
    bounded.execute(() -> Await.opened(full));
    TestMember n1 = joined(cluster.start("n1"));
    TestMember n2 = joined(cluster.start("n2", builder -> builder.workers(bounded)));
    for (int i = 0; i < 20; i++) {
      Await.result(n1.member().actors().activate(ActorId.of("a" + i)));
    }
    n1.member().close();
    Await.until("all run", () -> n2.member().actors().count() == 20);
    n2.awaitComplaint(Code.EXECUTOR_REFUSING);
    full.countDown();
    n2.awaitHealthy();
    bounded.shutdownNow();
  }

  @Test
  void an_executor_that_is_shut_down_with_tasks_in_it_keeps_no_member_from_leaving() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    TestMember n1 = joined(cluster.start("n1", builder -> builder.executor(one)));
    CountDownLatch ended = new CountDownLatch(1);
    one.execute(() -> Await.opened(ended));
    CompletableFuture<Void> left = n1.member().leave();
    cluster.awaitHeartbeats("n1", 2);
    assertThat(one.shutdownNow()).as("tasks dropped").isNotEmpty();
    Await.result(left);
    assertThat(n1.member().state()).isEqualTo(NodeState.LEFT);
    joined(n1);
  }

  @Test
  void an_executor_that_throws_an_error_once_does_no_harm() throws Exception {
    AtomicBoolean fails = new AtomicBoolean();
    ExecutorService threads = Executors.newCachedThreadPool();
    TestMember n1 = joined(cluster.start("n1", builder -> builder.executor(task -> {
      if (fails.getAndSet(false)) {
        throw new OutOfMemoryError("unable to create native thread: a test's failure");
      }
      threads.execute(task);
    })));
    fails.set(true);
    Await.result(n1.member().leave());
    assertThat(fails).isFalse();
    threads.shutdown();
  }

  @Test
  void an_executor_that_runs_tasks_at_once_holds_up_no_heartbeat() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    TestMember n1 = cluster.start("n1", builder -> builder.executor(Runnable::run).workers(Runnable::run));
    n1.heard().onEvent(event -> Await.opened(blocked));
    CompletableFuture<?> joined = n1.member().join();
    cluster.awaitHeartbeats("n1", 8);
    assertThat(n1.member().leaseLeft()).isPositive();
    n1.awaitComplaint(Code.EXECUTOR_REFUSING);
    n1.awaitComplaint(Code.LISTENER_BLOCKED);
    blocked.countDown();
    Await.result(joined);
    assertThat(n1.heard().threads()).noneMatch("rollcall-n1"::equals);
    Await.until("it blocks no more", () -> !n1.member().health().complainsOf(Code.LISTENER_BLOCKED));
  }

  @Test
  void errors_from_the_store_end_neither_the_thread_nor_a_worker() throws Exception {
    TestMember n1 = cluster.joined(1).get(0);
    AtomicBoolean fails = new AtomicBoolean(true);
    n1.way().onCall(call -> {
      if (fails.get()) {
        throw new NoClassDefFoundError("a test's failure");
      }
    });
    CompletableFuture<ActorOutcome> activated = n1.member().actors().activate(A);
    assertThatThrownBy(() -> Await.result(activated)).hasCauseInstanceOf(NoClassDefFoundError.class);
    n1.awaitComplaint(Code.LEASE_OVER);
    fails.set(false);
    n1.awaitHealthy();
    Await.until("what is not known to have failed is tried again", () -> n1.member().actors().runs(A));
    Await.result(n1.member().leave());
  }

  @Test
  void a_clock_that_throws_ends_no_thread_either() throws Exception {
    AtomicBoolean fails = new AtomicBoolean();
    TestMember n1 = joined(cluster.start("n1", builder -> builder.clock(() -> {
      if (fails.get() && Thread.currentThread().getName().equals("rollcall-n1")) {
        throw new AssertionError("a test's failure");
      }
      return System.nanoTime();
    })));
    fails.set(true);
    n1.awaitComplaint(Code.LEASE_OVER);
    fails.set(false);
    n1.awaitHealthy();
  }

  @Test
  void an_error_on_a_worker_keeps_no_actor_from_running() throws Exception {
    TestMember n1 = joined(cluster.start("n1"));
    TestMember n2 = joined(cluster.start("n2"));
    for (int i = 0; i < 10; i++) {
      Await.result(n1.member().actors().activate(ActorId.of("a" + i)));
    }
    AtomicBoolean fails = new AtomicBoolean(true);
    n2.way().onCall(call -> {
      if (Thread.currentThread().getName().contains("-actors") && fails.getAndSet(false)) {
        throw new NoClassDefFoundError("a test's failure");
      }
    });
    n1.member().close();
    Await.until("all run", () -> n2.member().actors().count() == 10);
    assertThat(fails).isFalse();
  }

  @Test
  void a_drain_that_throws_an_error_keeps_no_member_from_leaving() throws Exception {
    TestMember n1 = joined(cluster.start("n1", builder -> builder.drain(() -> {
      throw new NoClassDefFoundError("a test's failure");
    })));
    // The time limit would be a minute.
    n1.member().leave().get(30, TimeUnit.SECONDS);
    assertThat(n1.member().state()).isEqualTo(NodeState.LEFT);
  }

  @Test
  void to_wait_in_a_callback_for_what_completes_after_it_fails_at_once() throws Exception {
    TestMember n1 = cluster.start("n1");
    AtomicReference<List<CompletableFuture<?>>> asked = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch told = new CountDownLatch(1);
    n1.heard().onEvent(event -> {
      if (event.equals("joined n1")) {
        CompletableFuture<Void> left = n1.member().leave();
        asked.set(List.of(left, left.thenRun(() -> {}), n1.member().join()));
        try {
          asked.get().forEach(future -> assertThatThrownBy(future::join).isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("a listener of n1 waits for a future"));
          asked.get().forEach(future -> assertThatThrownBy(() -> future.get(1, TimeUnit.DAYS))
              .isInstanceOf(IllegalStateException.class));
          asked.get().forEach(future -> assertThatThrownBy(future::get).isInstanceOf(IllegalStateException.class));
          Await.result(n1.member().actors().locate(A));
        } catch (Throwable e) {
          failure.set(e);
        }
        told.countDown();
      }
    });
    n1.member().join();
    Await.opened(told);
    assertThat(failure.get()).isNull();
    for (CompletableFuture<?> future : asked.get()) {
      Await.result(future);
    }
  }

  @Test
  void a_member_whose_thread_has_died_says_so_and_leaves_no_future_open() {
    Thread stillborn = new Thread(() -> {});
    MemberThread dead = new MemberThread(work -> stillborn, () -> {});
    ManualMember manual = new ManualMember("n1", cluster.store(), Runnable::run, Runnable::run, Runnable::run,
        new LeastLoaded());
    manual.driver().join();
    manual.pass(ManualMember.CONFIG.leaseDuration());
    ClusterMember member = new ClusterMember(manual.context(), manual.driver(), dead, PeerProbes.NONE);
    assertThat(member.state()).isEqualTo(NodeState.ACTIVE);
    assertThat(member.health().complainsOf(Code.THREAD_DEAD)).isFalse();
    dead.start(manual.driver());
    Await.until("it is dead", dead::isDead);
    assertThat(member.state()).isEqualTo(NodeState.FAILED);
    assertThat(member.health().complaints().get(0).code()).isEqualTo(Code.THREAD_DEAD);
    assertThat(member.health().isHealthy()).isFalse();
    assertThat(member.isPrimary()).isFalse();
    assertThat(member.leave()).isCompletedExceptionally();
    member.close();
    assertThat(member.actors().activate(A)).isCompletedExceptionally();
  }
}
