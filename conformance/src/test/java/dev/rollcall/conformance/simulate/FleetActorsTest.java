package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeState;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actors at members that run by themselves, in virtual time. */
class FleetActorsTest {
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ActorId CART = ActorId.of("cart");

  private final List<String> heard = new ArrayList<>();
  private final Fleet fleet = new Fleet(
      new MemoryStore(), CONFIG, MemberSettings.of(CONFIG),
      (member, event, about) -> heard.add(member.node() + ": " + event + " " + about), 1);
  private final FleetInvariants invariants = new FleetInvariants(fleet);

  @BeforeEach
  void threeMembersJoin() {
    for (int i = 0; i < 3; i++) {
      fleet.add().start();
    }
    assertThat(fleet.passUntil(() -> fleet.members().stream().allMatch(m -> m.process().view().size() == 3), MINUTE))
        .isPresent();
    heard.clear();
  }

  @AfterEach
  void allWasSafeAllTheTime() {
    assertThat(invariants.violations()).isEmpty();
  }

  private FleetMember n(int number) {
    return fleet.members().get(number - 1);
  }

  private static boolean runs(FleetMember member, ActorId actor) {
    return member.isRunning() && member.driver().actors().runs(actor);
  }

  private boolean runsAtOneOf(ActorId actor, FleetMember... members) {
    return List.of(members).stream().filter(member -> runs(member, actor)).count() == 1;
  }

  private void activate(FleetMember member, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(member.driver().actors().activate(ActorId.of("actor" + i)).join())
          .isInstanceOf(ActorOutcome.Performed.class);
    }
  }

  @Test
  void anActorRunsWhereItIsActivatedAndNowhereElse() {
    n(2).driver().actors().activate(CART);
    assertThat(runsAtOneOf(CART, n(1), n(2), n(3))).isTrue();
    assertThat(n(1).driver().actors().activate(CART).join())
        .isEqualTo(new ActorOutcome.Refused(Refusal.PLACED_ELSEWHERE));
    assertThat(n(1).driver().actors().locate(CART).join().orElseThrow().host().node()).isEqualTo(n(2).node());
    n(2).driver().actors().deactivate(CART);
    assertThat(n(1).driver().actors().activate(CART).join()).isInstanceOf(ActorOutcome.Performed.class);
    assertThat(heard).containsExactly(
        "n2: activated cart epoch 1", "n2: deactivated cart epoch 1", "n1: activated cart epoch 2");
  }

  @Test
  void theActorsOfACrashedMemberRunAtTheOthersAfterwards() {
    activate(n(3), 250);
    n(3).crash();
    assertThat(fleet.passUntil(fleet::arePlacedActorsRunning, MINUTE)).isPresent();
    assertThat(n(1).driver().actors().running()).hasSize(125);
    assertThat(n(2).driver().actors().running()).hasSize(125);
  }

  @Test
  void theActorsOfACrashedPrimaryAreMovedByItsSuccessor() {
    activate(n(1), 10);
    assertThat(n(1).isPrimary()).isTrue();
    n(1).crash();
    assertThat(fleet.passUntil(fleet::arePlacedActorsRunning, MINUTE)).isPresent();
    assertThat(n(2).driver().actors().running()).hasSize(5);
  }

  @Test
  void whatAPrimaryHadNotMovedWhenItDiedItsSuccessorMoves() {
    fleet.add().start();
    fleet.add().start();
    fleet.time().pass(MINUTE);
    activate(n(3), 1000);
    fleet.afterEachRun(() -> {
      if (runningAt(2) > 0 && n(1).isRunning()) {
        assertThat(runningAt(2)).as("not yet all").isLessThan(300);
        n(1).crash();
      }
    });
    n(3).crash();
    assertThat(fleet.passUntil(() -> !n(1).isRunning(), MINUTE)).isPresent();
    assertThat(fleet.passUntil(() -> runningAt(2) + runningAt(4) + runningAt(5) == 1000, MINUTE)).isPresent();
  }

  private int runningAt(int number) {
    return n(number).driver().actors().running().size();
  }

  @Test
  void oneThatIsCutOffRunsNothingOnceItsLeaseIsOverAndHearsSoWhenItIsBack() {
    n(3).driver().actors().activate(CART);
    n(3).cut();
    fleet.time().pass(CONFIG.leaseDuration());
    assertThat(runs(n(3), CART)).isFalse();
    assertThat(fleet.passUntil(() -> runsAtOneOf(CART, n(1), n(2)), MINUTE)).isPresent();
    assertThat(heard).doesNotContain("n3: deactivated cart epoch 1");
    n(3).heal();
    assertThat(fleet.passUntil(() -> heard.contains("n3: deactivated cart epoch 1"), MINUTE)).isPresent();
    assertThat(runsAtOneOf(CART, n(1), n(2))).isTrue();
  }

  @Test
  void oneThatLeavesStopsItsActorsFirstAndIsGoneWhenTheyHaveMoved() {
    n(3).driver().actors().activate(CART);
    heard.clear();
    CompletableFuture<Void> left = n(3).leave();
    assertThat(fleet.passUntil(left::isDone, MINUTE)).isPresent();
    assertThat(runsAtOneOf(CART, n(1), n(2))).isTrue();
    assertThat(heard.get(0)).isEqualTo("n3: deactivated cart epoch 1");
    assertThat(heard.get(1)).endsWith("activated cart epoch 2");
    assertThat(heard.get(2)).isEqualTo("n3: left n3");
  }

  @Test
  void whereNobodyMovesItsActorsAMemberLeavesInTheEndAndTheyAreNotLost() {
    n(1).driver().actors().activate(CART);
    // Their records stay Active, since nobody else may fail them.
    n(2).crash();
    n(3).crash();
    CompletableFuture<Void> left = n(1).leave();
    fleet.time().pass(MINUTE.minusSeconds(5));
    assertThat(left).isNotDone();
    assertThat(fleet.passUntil(left::isDone, MINUTE)).isPresent();
    n(1).rejoin();
    n(2).start();
    n(3).start();
    assertThat(fleet.passUntil(() -> runsAtOneOf(CART, n(1), n(2), n(3)), MINUTE)).isPresent();
  }

  @Test
  void theLastMemberDoesNotWaitForOthersToTakeItsActors() {
    assertThat(fleet.passUntil(n(2).leave()::isDone, MINUTE)).isPresent();
    assertThat(fleet.passUntil(n(3).leave()::isDone, MINUTE)).isPresent();
    fleet.time().pass(MINUTE);
    n(1).driver().actors().activate(CART);
    assertThat(fleet.passUntil(n(1).leave()::isDone, Duration.ofSeconds(1))).isPresent();
    n(2).rejoin();
    assertThat(fleet.passUntil(() -> runs(n(2), CART), MINUTE)).isPresent();
  }

  @Test
  void oneThatWasPausedAccusesNobodyUntilItsOwnHeartbeatsAreOnTimeAgain() {
    n(3).pause();
    n(2).pause();
    fleet.time().pass(CONFIG.leaseDuration().minusSeconds(1));
    n(3).resume();
    fleet.time().pass(Duration.ofMillis(1));
    assertThat(n(3).driver().state()).isEqualTo(NodeState.ACTIVE);
    assertThat(n(3).driver().health().complaints()).singleElement().asString().startsWith("PAUSED: paused for");
    assertThat(n(3).driver().health().isHealthy()).isFalse();
    fleet.time().pass(CONFIG.leaseDuration());
    assertThat(n(3).driver().health().complaints()).isEmpty();
  }
}
