package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.runtime.MemberMetrics;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred members learn at one instant that the office is vacant, and hear of the next primary a slot too late. */
@Timeout(180)
class ElectionOrderTest {
  private static final int MEMBERS = 100;
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final MemberSettings SETTINGS = MemberSettings.of(CONFIG);
  private static final Duration SLOT = SETTINGS.electionSlot();
  private static final Duration LONG = Duration.ofMinutes(2);
  /** The one elected, and those whose turn comes before they hear of it. */
  private static final int FEW = 3;

  private final List<String> elections = new ArrayList<>();
  private final Store store = new MemoryStore();
  private Fleet fleet;

  private void start(long seed) {
    fleet = new Fleet(new LateWatches(store, SLOT, () -> fleet.time()), CONFIG, SETTINGS,
        FleetListener.SILENT, seed);
    fleet.measure(new MemberMetrics() {
      @Override
      public void step(String action, String result, Duration took) {
        if (action.equals("ElectPrimary")) {
          elections.add(result);
        }
      }
    });
    for (int i = 0; i < MEMBERS; i++) {
      fleet.add().start();
    }
    assertThat(fleet.passUntil(() -> fleet.members().stream().allMatch(
        m -> m.driver().state() == NodeState.ACTIVE && m.process().view().size() == MEMBERS), LONG)).isPresent();
    fleet.time().pass(LONG);
    elections.clear();
  }

  /** Who is to follow when this member is gone: the first in order, then the second, and so on. */
  private List<FleetMember> successors(FleetMember primary) {
    long term = primary.process().primaryTerm();
    SortedSet<NodeId> rest = new TreeSet<>(primary.process().view().members());
    rest.remove(primary.node());
    List<NodeId> members = new ArrayList<>(rest);
    List<FleetMember> successors = new ArrayList<>();
    for (int turn = 0; turn < members.size(); turn++) {
      NodeId next = members.get((int) ((term + turn) % members.size()));
      successors.add(fleet.members().stream().filter(m -> m.node().equals(next)).findFirst().orElseThrow());
    }
    return successors;
  }

  private Duration awaitNext(FleetMember former) {
    return fleet.passUntil(() -> fleet.primary().filter(m -> m != former).isPresent(), LONG).orElseThrow();
  }

  private void assertFewTried() {
    fleet.time().pass(SLOT.multipliedBy(20));
    assertThat(elections).startsWith("performed").hasSizeLessThanOrEqualTo(FEW);
    assertThat(elections.subList(1, elections.size())).allMatch("primary_exists"::equals);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whenThePrimaryDiesTheFirstInOrderIsElectedAndHardlyAnybodyElseTries(long seed) {
    start(seed);
    FleetMember primary = fleet.primary().orElseThrow();
    FleetMember first = successors(primary).get(0);
    primary.crash();
    awaitNext(primary);
    assertThat(fleet.primary()).contains(first);
    assertFewTried();
  }

  @Test
  void eachTermHasAnotherOrderSoThatNoNodeIsAlwaysAskedFirst() {
    start(6);
    List<NodeId> primaries = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      FleetMember primary = fleet.primary().orElseThrow();
      FleetMember first = successors(primary).get(0);
      primary.crash();
      awaitNext(primary);
      assertThat(fleet.primary()).contains(first);
      primaries.add(first.node());
      fleet.time().pass(LONG);
    }
    assertThat(primaries).doesNotHaveDuplicates();
  }

  @Test
  void whoIsGoneTooCostsASlotAndTheNextInOrderIsElected() {
    start(7);
    FleetMember primary = fleet.primary().orElseThrow();
    List<FleetMember> successors = successors(primary);
    int gone = 3;
    primary.crash();
    fleet.time().pass(CONFIG.leaseDuration());
    // When the primary is failed, these are members still, and cannot try.
    successors.subList(0, gone).forEach(FleetMember::pause);
    assertThat(fleet.passUntil(this::isVacant, LONG)).isPresent();
    Duration waited = awaitNext(primary);
    assertThat(fleet.primary()).contains(successors.get(gone));
    assertThat(waited).isBetween(SLOT.multipliedBy(gone), SLOT.multipliedBy(gone + 2));
    assertFewTried();
  }

  private boolean isVacant() {
    try (Transaction transaction = store.begin()) {
      return new Registry(transaction, new Keys(Fleet.CLUSTER)).primary().holder().isEmpty();
    }
  }
}
