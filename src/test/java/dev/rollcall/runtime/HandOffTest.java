package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipView;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.runtime.Complaint.Code;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Executors that refuse tasks, or take them and lose them, in a time of the test's. */
class HandOffTest {
  private static final Duration LEASE = ManualMember.CONFIG.leaseDuration();

  private final MemoryStore store = new MemoryStore();

  /** Refuses, loses or does what it is given. */
  private static final class Moody implements Executor {
    private final List<Runnable> lost = new ArrayList<>();
    private Throwable refusal;
    private boolean loses;
    private int given;

    @Override
    public void execute(Runnable task) {
      given++;
      if (refusal instanceof Error error) {
        throw error;
      } else if (refusal instanceof RuntimeException exception) {
        throw exception;
      } else if (loses) {
        lost.add(task);
      } else {
        task.run();
      }
    }
  }

  private ManualMember member(Executor tellers, Executor workers, Executor spare) {
    return new ManualMember("n1", store, tellers, workers, spare, new LeastLoaded());
  }

  @Test
  void what_all_executors_refuse_is_given_to_them_again_until_one_takes_it() {
    Moody moody = new Moody();
    ManualMember n1 = member(moody, moody, moody);
    moody.refusal = new OutOfMemoryError("unable to create native thread: a test's failure");
    CompletableFuture<MembershipView> joined = n1.driver().join();
    n1.pass(LEASE.multipliedBy(3));
    assertThat(joined).isNotDone();
    assertThat(n1.driver().health().leaseLeft()).as("it is a member all the same").isPositive();
    assertThat(n1.driver().health().complaints()).extracting(Complaint::code).contains(Code.EXECUTOR_REFUSING);
    assertThat(moody.given).as("tried ever more slowly").isLessThan(300);
    moody.refusal = null;
    n1.pass(LEASE);
    assertThat(joined).isCompleted();
    assertThat(n1.heard().events()).containsOnlyOnce("joined n1");
    assertThat(n1.driver().health().isHealthy()).isTrue();
  }

  @Test
  void what_an_executor_refuses_the_member_does_on_its_own_threads() {
    Moody refusing = new Moody();
    refusing.refusal = new RejectedExecutionException("a test's failure");
    ManualMember n1 = member(refusing, refusing, Runnable::run);
    CompletableFuture<MembershipView> joined = n1.driver().join();
    n1.pass(LEASE);
    assertThat(joined).isCompleted();
    assertThat(n1.driver().actors().activate(ActorId.of("a"))).isCompleted();
    assertThat(n1.driver().actors().runs(ActorId.of("a"))).isTrue();
    assertThat(n1.driver().health().complaints()).hasSize(2)
        .allMatch(complaint -> complaint.code() == Code.EXECUTOR_REFUSING);
  }

  @Test
  void what_an_executor_loses_is_given_to_it_again_and_done_once() {
    Moody losing = new Moody();
    losing.loses = true;
    ManualMember n1 = member(losing, losing, Runnable::run);
    CompletableFuture<MembershipView> joined = n1.driver().join();
    n1.pass(LEASE);
    CompletableFuture<?> activated = n1.driver().actors().activate(ActorId.of("a"));
    n1.pass(LEASE.multipliedBy(4));
    assertThat(joined).isNotDone();
    assertThat(activated).isNotDone();
    assertThat(n1.complainsOf(Code.EXECUTOR_STALLED)).isTrue();
    assertThat(losing.given).as("tried ever more slowly").isLessThan(20);
    losing.loses = false;
    n1.pass(LEASE.multipliedBy(8));
    assertThat(joined).isCompleted();
    assertThat(activated).isCompleted();
    List.copyOf(losing.lost).forEach(Runnable::run);
    assertThat(n1.heard().events()).containsOnlyOnce("joined n1");
    n1.pass(LEASE);
    assertThat(n1.driver().health().isHealthy()).isTrue();
  }

  @Test
  void what_waits_when_the_member_is_closed_is_done_by_whoever_closes_it_if_all_executors_refuse() {
    Moody moody = new Moody();
    moody.refusal = new RejectedExecutionException("a test's failure");
    ManualMember n1 = member(moody, moody, moody);
    CompletableFuture<MembershipView> joined = n1.driver().join();
    n1.pass(LEASE);
    CompletableFuture<?> activated = n1.driver().actors().activate(ActorId.of("a"));
    n1.driver().close();
    assertThat(joined).isDone();
    assertThat(activated).isDone();
    assertThat(n1.heard().events()).contains("joined n1");
  }

  @Test
  void a_listener_that_blocks_for_long_misses_events_and_is_told_how_many() {
    List<Runnable> orders = new ArrayList<>();
    ManualMember n1 = member(orders::add, Runnable::run, Runnable::run);
    n1.driver().join();
    n1.pass(LEASE);
    ManualMember n2 = new ManualMember("n2", store, Runnable::run, Runnable::run, Runnable::run, new LeastLoaded());
    int rounds = Events.MOST_WAITING / 2;
    for (int i = 0; i < rounds; i++) {
      n2.driver().join();
      passBoth(n1, n2);
      n2.driver().leave();
      passBoth(n1, n2);
    }
    List.copyOf(orders).forEach(Runnable::run);
    List<String> told = n1.heard().events();
    int missed = Integer.parseInt(told.get(told.size() - 1).replace("missed ", ""));
    assertThat(told).as("of each round, two new views and what they show").hasSizeBetween(
        Events.MOST_WAITING - 10, Events.MOST_WAITING + 1);
    assertThat(told.size() - 1 + missed).isGreaterThanOrEqualTo(4 * rounds);
    n1.heard().clear();
    orders.clear();
    n2.driver().join();
    passBoth(n1, n2);
    List.copyOf(orders).forEach(Runnable::run);
    assertThat(n1.heard().events()).as("it hears all again").containsExactly("viewChanged [n1, n2]", "joined n2");
  }

  private static void passBoth(ManualMember n1, ManualMember n2) {
    for (int i = 0; i < 5; i++) {
      n1.pass(Duration.ofMillis(10));
      n2.pass(Duration.ofMillis(10));
    }
  }
}
