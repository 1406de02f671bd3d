package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorId;
import dev.rollcall.migration.ActorFence;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.migration.StaleActorException;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a member's actors promise where two things happen at once. */
@Timeout(60)
class ActorsTest {
  private static final ActorId A = ActorId.of("a");
  private static final Duration LEASE = ManualMember.CONFIG.leaseDuration();

  private final MemoryStore store = new MemoryStore();

  private static ManualMember joined(ManualMember member) {
    member.driver().join();
    member.pass(LEASE);
    return member;
  }

  @Test
  void a_fence_is_there_or_not_but_asking_for_it_never_throws() throws Exception {
    Actors actors = joined(new ManualMember("n1", store)).driver().actors();
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch asking = new CountDownLatch(1);
    CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> {
      while (!over.get()) {
        actors.fence(A).ifPresent(fence -> assertThat(fence.epoch()).isPositive());
        asking.countDown();
      }
    });
    Await.opened(asking);
    for (int i = 0; i < 20_000 && !asked.isDone(); i++) {
      actors.activate(A).join();
      actors.deactivate(A).join();
    }
    over.set(true);
    Await.result(asked);
    assertThat(actors.fence(A)).isEmpty();
  }

  @Test
  void an_activation_that_meets_the_close_ends_as_closed() {
    ManualMember n1 = joined(new ManualMember("n1", store));
    n1.driver().claimNothing();
    assertThatThrownBy(() -> n1.driver().actors().activate(A).join()).isInstanceOf(CancellationException.class);
  }

  @Test
  void an_activation_under_way_when_the_process_gives_up_its_incarnation_is_no_misuse() {
    ManualMember n1 = joined(new ManualMember("n1", store));
    ProcessState running = n1.driver().process();
    Iterator<ProcessState> states = List.of(running, ProcessState.NEW, ProcessState.NEW).iterator();
    ActorRunner runner = runner(n1, states::next);
    runner.begin(running.incarnation());
    assertThat(runner.activate(A)).isInstanceOf(ActorOutcome.Performed.class);
  }

  private static ActorRunner runner(ManualMember member, Supplier<ProcessState> process) {
    Core core = new Core(member.context(), Protocol.standard(), MemberSettings.of(ManualMember.CONFIG), member.around());
    return new ActorRunner(core, process);
  }

  /** Does what it is given, or keeps it as a listener does that does not return. */
  private static final class Blockable implements Executor {
    private final List<Runnable> kept = new ArrayList<>();
    private boolean blocked;

    @Override
    public void execute(Runnable task) {
      if (blocked) {
        kept.add(task);
      } else {
        task.run();
      }
    }
  }

  @Test
  void a_new_host_waits_for_the_old_ones_listener_up_to_the_drain_timeout_and_then_only_the_fence_holds() {
    Blockable tellers = new Blockable();
    ManualMember n1 =
        new ManualMember("n1", store, tellers, Runnable::run, Runnable::run, new LeastLoaded());
    ManualMember n2 = new ManualMember("n2", store);
    n1.driver().join();
    n2.driver().join();
    ManualMember.pass(LEASE.multipliedBy(2), n1, n2);
    n1.driver().actors().activate(A).join();
    ActorFence old = n1.driver().actors().fence(A).orElseThrow();
    tellers.blocked = true;
    CompletableFuture<Void> left = n1.driver().leave();
    Duration drain = MemberSettings.of(ManualMember.CONFIG).drainTimeout();
    ManualMember.pass(drain.minus(LEASE), n1, n2);
    assertThat(n2.heard().events()).doesNotContain("activated a 2");
    assertThat(n1.driver().actors().runs(A)).as("it stopped before the listener was told").isFalse();
    ManualMember.pass(LEASE.multipliedBy(3), n1, n2);
    assertThat(n1.heard().events()).doesNotContain("deactivated a 1");
    assertThat(n2.heard().events()).contains("activated a 2");
    assertThat(n2.driver().actors().runs(A)).isTrue();
    try (Transaction transaction = store.begin()) {
      assertThatThrownBy(() -> old.check(transaction)).isInstanceOf(StaleActorException.class);
    }
    tellers.blocked = false;
    tellers.kept.forEach(Runnable::run);
    ManualMember.pass(LEASE, n1, n2);
    assertThat(n1.heard().events()).containsSubsequence("deactivated a 1", "left n1");
    assertThat(left).isCompleted();
  }

  @Test
  void a_lease_that_was_lost_is_regained_though_the_node_left_and_joined_in_between() {
    WayToStore way = new WayToStore(store);
    ManualMember n1 = joined(new ManualMember("n1", way));
    way.cut();
    n1.pass(LEASE.multipliedBy(2));
    n1.driver().leave();
    n1.driver().join();
    way.heal();
    n1.pass(LEASE);
    assertThat(n1.heard().events()).containsSubsequence("leaseLost", "left n1", "joined n1")
        .containsSubsequence("leaseLost", "leaseRegained");
    way.cut();
    n1.pass(LEASE.multipliedBy(2));
    way.heal();
    n1.pass(LEASE);
    assertThat(n1.heard().events()).filteredOn(event -> event.startsWith("lease"))
        .containsExactly("leaseLost", "leaseRegained", "leaseLost", "leaseRegained");
  }
}
