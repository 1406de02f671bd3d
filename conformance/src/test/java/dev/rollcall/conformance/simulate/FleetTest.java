package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Members that run by themselves, in virtual time. */
class FleetTest {
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final MemberSettings SETTINGS = MemberSettings.of(CONFIG);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<String> heard = new ArrayList<>();
  private final Fleet fleet = new Fleet(new MemoryStore(), CONFIG, SETTINGS, this::heard, 1);

  private void heard(FleetMember member, String event, String about) {
    heard.add(fleet.time().now().toMillis() + " " + member.node() + ": " + event + " " + about);
  }

  private List<FleetMember> started(int count) {
    for (int i = 0; i < count; i++) {
      fleet.add().start();
    }
    assertThat(fleet.passUntil(() -> fleet.members().stream().allMatch(
        m -> m.driver().state() == NodeState.ACTIVE && m.process().view().size() == count), MINUTE)).isPresent();
    return fleet.members();
  }

  @Test
  void threeMembersJoinAndOneIsPrimary() {
    started(3);
    assertThat(fleet.primary()).contains(fleet.members().get(0));
    assertThat(heard).containsOnlyOnce("0 n1: joined n1", "0 n3: joined n3");
  }

  @Test
  void aCrashedPrimaryIsFailedAndASuccessorElectedWithinTheBound() {
    started(3);
    FleetMember primary = fleet.primary().orElseThrow();
    fleet.time().pass(MINUTE);
    heard.clear();
    primary.crash();
    Duration took = fleet.passUntil(() -> fleet.primary().isPresent(), MINUTE).orElseThrow();
    assertThat(took).isGreaterThan(CONFIG.leaseDuration()).isLessThan(SETTINGS.failoverBound(CONFIG));
    assertThat(heard).anyMatch(line -> line.endsWith("failed n1"));
  }

  @Test
  void aMemberThatIsAskedToJoinWhileItLeavesIsGoneFirst() {
    FleetMember member = started(3).get(2);
    heard.clear();
    CompletableFuture<Void> left = member.leave();
    CompletableFuture<MembershipView> joined = member.rejoin();
    fleet.time().pass(MINUTE);
    assertThat(left).isCompleted();
    assertThat(joined.join().number()).isEqualTo(5);
    assertThat(heard).filteredOn(line -> line.contains("n3: left n3") || line.contains("n3: joined n3")).hasSize(2);
  }

  @Test
  void anActivationOfUnknownOutcomeIsNotForgottenWhenTheStoreIsAwayAsItIsTriedAgain() {
    Queue<Fault> faults = new ArrayDeque<>();
    Fleet faulty = new Fleet(new MemoryStore(),
        store -> new ScriptedStore(store, t -> faults.isEmpty() ? Fault.NONE : faults.remove()),
        CONFIG, SETTINGS, FleetListener.SILENT, 1);
    faulty.probeNobody();
    FleetMember member = faulty.add();
    member.start();
    faulty.time().pass(MINUTE);
    ActorId actor = ActorId.of("actor");
    // The activation, the look for arrivals that comes before it is tried again, and that try.
    faults.addAll(List.of(Fault.UNKNOWN_COMMITTED, Fault.NONE, Fault.UNAVAILABLE));
    assertThat(member.driver().actors().activate(actor)).isCompletedWithValueMatching(
        outcome -> outcome instanceof ActorOutcome.OutcomeUnknown);
    faulty.time().pass(MINUTE);
    assertThat(faults).isEmpty();
    assertThat(member.driver().actors().runs(actor)).isTrue();
  }

  @Test
  void aPartialPartitionNeitherFlapsNorEvicts() {
    List<FleetMember> members = started(3);
    fleet.time().pass(MINUTE);
    heard.clear();
    fleet.partition(members.get(0), members.get(1));
    fleet.time().pass(MINUTE.multipliedBy(60));
    assertThat(heard).isEmpty();
    assertThat(fleet.primary()).contains(members.get(0));
  }

  @Test
  void aPrimaryAloneOnItsSideResignsAndTheOthersElectOneOfTheirs() {
    List<FleetMember> members = started(3);
    fleet.partition(members.get(0), members.get(1));
    fleet.partition(members.get(0), members.get(2));
    assertThat(fleet.passUntil(() -> fleet.primary().filter(p -> p != members.get(0)).isPresent(), MINUTE)).isPresent();
    heard.clear();
    fleet.time().pass(MINUTE.multipliedBy(60));
    assertThat(heard).as("nobody is evicted, and nothing flaps").isEmpty();
  }
}
