package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.protocol.HookedStore;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a member does with what it learns, in a time of the test's. */
class MemberDriverTest {
  private static final Duration LEASE = ManualMember.CONFIG.leaseDuration();
  private static final NodeId N1 = NodeId.of("n1");
  private static final Keys KEYS = new Keys("test");

  private final MemoryStore store = new MemoryStore();
  private ManualMember n1;
  private ManualMember n2;

  @BeforeEach
  void twoJoinAndTheFirstIsPrimary() {
    n1 = joined("n1");
    n2 = joined("n2");
  }

  private ManualMember joined(String id) {
    ManualMember member = new ManualMember(id, store, Runnable::run, Runnable::run, Runnable::run, new LeastLoaded());
    member.driver().join();
    member.pass(Duration.ofSeconds(1));
    return member;
  }

  private Registry registry() {
    return new Registry(store.snapshot(), KEYS);
  }

  @Test
  void a_primary_that_follows_another_is_told_of_after_the_loss_of_that_one() {
    PrimaryRecord before = registry().primary();
    assertThat(before.holder().orElseThrow().node()).isEqualTo(N1);
    PrimaryRecord.Holder next = new PrimaryRecord.Holder(n2.context().self(), n2.driver().process().incarnation(), 2);
    n2.heard().clear();
    StoreFixture.commit(store, t -> Registry.writable(t, KEYS).putPrimary(before.elect(next)));
    n2.pass(LEASE);
    assertThat(n2.heard().events()).filteredOn(event -> event.startsWith("primary"))
        .startsWith("primaryLost n1", "primaryElected n2");
  }

  @Test
  void a_member_that_is_always_late_itself_accuses_nobody_until_it_is_well() {
    Duration pause = LEASE.multipliedBy(11).dividedBy(20);
    for (int i = 0; i < 10; i++) {
      n2.pauses(pause);
      n2.pass(Duration.ofMillis(1));
    }
    assertThat(n2.complainsOf(Complaint.Code.PAUSED)).isTrue();
    assertThat(n2.driver().process().watch().silent()).contains(N1);
    assertThat(registry().suspicions()).isEmpty();
    assertThat(registry().record(N1).state()).isEqualTo(NodeState.ACTIVE);
    n2.pass(LEASE.multipliedBy(3));
    assertThat(registry().record(N1).state()).isEqualTo(NodeState.FAILED);
  }

  @Test
  void heartbeats_are_an_interval_apart_however_long_each_takes() {
    HookedStore slow = new HookedStore(store);
    ManualMember n3 = new ManualMember("n3", slow, Runnable::run, Runnable::run, Runnable::run, new LeastLoaded());
    n3.driver().join();
    n3.pass(Duration.ofSeconds(1));
    takesTime(slow, n3);
    long before = beats();
    int intervals = 40;
    ManualMember.pass(
        MemberSettings.of(ManualMember.CONFIG).heartbeatInterval().multipliedBy(intervals), n1, n2, n3);
    assertThat(beats() - before).isGreaterThanOrEqualTo(intervals);
  }

  private void takesTime(HookedStore slow, ManualMember member) {
    slow.beforeNextBegin(() -> {
      member.pauses(Duration.ofMillis(300));
      takesTime(slow, member);
    });
  }

  private long beats() {
    return registry().heartbeat(NodeId.of("n3")).orElseThrow().counter();
  }

  @Test
  void a_member_that_is_closed_runs_no_actor_though_its_lease_goes_on() {
    ActorId actor = ActorId.of("cart");
    assertThat(n2.driver().actors().activate(actor)).isCompleted();
    assertThat(n2.driver().actors().runs(actor)).isTrue();
    n2.driver().close();
    assertThat(n2.driver().actors().runs(actor)).isFalse();
    assertThat(n2.driver().actors().fence(actor)).isEmpty();
  }
}
