package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.migration.PlacementStrategy;
import dev.rollcall.runtime.Complaint.Code;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A placement strategy that takes long, or throws. */
@Timeout(180)
class PlacementTest {
  private static final ActorId A = ActorId.of("a");

  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  /** Two members with this strategy, the first of them primary, of three; the third ran an actor and died. */
  private List<TestMember> whereOneDied(PlacementStrategy strategy) throws Exception {
    List<TestMember> living = List.of(cluster.start("n1", builder -> builder.placement(strategy)),
        cluster.start("n2", builder -> builder.placement(strategy)));
    TestMember n3 = cluster.start("n3");
    for (TestMember member : cluster.members()) {
      Await.result(member.member().join());
    }
    living.forEach(member -> member.awaitIn(3));
    Await.result(n3.member().actors().activate(A));
    n3.member().close();
    return living;
  }

  private static void awaitRunning(List<TestMember> living) {
    Await.until("the actor runs", () -> living.stream().anyMatch(member -> member.member().actors().runs(A)));
  }

  @Test
  void one_that_does_not_return_costs_neither_lease_nor_office_and_its_late_answer_counts() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    List<String> threads = new CopyOnWriteArrayList<>();
    List<TestMember> living = whereOneDied((candidates, loads) -> {
      calls.incrementAndGet();
      threads.add(Thread.currentThread().getName());
      Await.opened(slow);
      return new LeastLoaded().choose(candidates, loads);
    });
    TestMember primary = living.get(0);
    primary.awaitComplaint(Code.PLACEMENT_BLOCKED);
    cluster.awaitHeartbeats("n1", 12);
    assertThat(primary.isPrimary()).isTrue();
    assertThat(primary.heard().events()).doesNotContain("leaseLost", "primaryLost n1");
    assertThat(calls).as("one call at a time").hasValue(1);
    assertThat(threads.get(0)).startsWith("rollcall-n1-actors");
    slow.countDown();
    awaitRunning(living);
    primary.awaitHealthy();
  }

  @Test
  void one_that_throws_is_asked_again_after_a_pause() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>(new NoClassDefFoundError("a test's failure"));
    AtomicInteger calls = new AtomicInteger();
    List<TestMember> living = whereOneDied((candidates, loads) -> {
      calls.incrementAndGet();
      if (failure.get() instanceof Error error) {
        throw error;
      } else if (failure.get() instanceof RuntimeException exception) {
        throw exception;
      }
      return new LeastLoaded().choose(candidates, loads);
    });
    TestMember primary = living.get(0);
    primary.awaitComplaint(Code.PLACEMENT_FAILED);
    failure.set(new IllegalStateException("a test's failure"));
    Await.until("it says so", () -> primary.member().health().complaints().stream()
        .anyMatch(complaint -> complaint.text().contains("IllegalStateException")));
    long beatsBefore = cluster.counter("n1");
    int before = calls.get();
    cluster.awaitHeartbeats("n1", 8);
    int more = calls.get() - before;
    assertThat((long) more).as("calls, about one a heartbeat")
        .isBetween(1L, 3 * (cluster.counter("n1") - beatsBefore));
    assertThat(primary.isPrimary()).isTrue();
    failure.set(null);
    awaitRunning(living);
    primary.awaitHealthy();
  }

  @Test
  void one_that_returns_nothing_at_all_has_failed() throws Exception {
    AtomicReference<PlacementStrategy> strategy = new AtomicReference<>((candidates, loads) -> null);
    List<TestMember> living = whereOneDied((candidates, loads) -> strategy.get().choose(candidates, loads));
    living.get(0).awaitComplaint(Code.PLACEMENT_FAILED);
    strategy.set((candidates, loads) -> Map.of());
    Await.until("it does not fail any more", () -> !living.get(0).member().health().complainsOf(Code.PLACEMENT_FAILED));
    strategy.set(new LeastLoaded());
    awaitRunning(living);
  }
}
