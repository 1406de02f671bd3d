package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeState;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections can be made in one direction only. */
class OneWayPartitionTest {
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final MemberSettings SETTINGS = MemberSettings.of(CONFIG);
  private static final Duration THREE_LOOKS = SETTINGS.lookInterval().multipliedBy(3);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<String> heard = new ArrayList<>();
  private final Fleet fleet = new Fleet(new MemoryStore(), CONFIG, SETTINGS, this::heard, 1);

  private void heard(FleetMember member, String event, String about) {
    heard.add(fleet.time().now().toMillis() + " " + member.node() + ": " + event + " " + about);
  }

  /** Starts members, waits until they are settled, and returns the primary. */
  private FleetMember started(int count) {
    for (int i = 0; i < count; i++) {
      fleet.add().start();
    }
    assertThat(fleet.passUntil(() -> fleet.members().stream().allMatch(
        m -> m.driver().state() == NodeState.ACTIVE && m.process().view().size() == count), MINUTE)).isPresent();
    fleet.time().pass(MINUTE);
    heard.clear();
    return fleet.primary().orElseThrow();
  }

  private List<FleetMember> others(FleetMember member) {
    return fleet.members().stream().filter(other -> other != member).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 9, 40})
  void aPrimaryThatNoNodeCanConnectToIsReplacedWithinThreeLooks(int count) {
    FleetMember primary = started(count);
    others(primary).forEach(other -> fleet.partitionOneWay(other, primary));
    assertThat(fleet.passUntil(() -> fleet.primary().filter(p -> p != primary).isPresent(), THREE_LOOKS)).isPresent();
    heard.clear();
    fleet.time().pass(MINUTE.multipliedBy(10));
    assertThat(heard).as("no node is evicted, and the primary does not change again").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 9, 40})
  void aPrimaryThatCanConnectToNoNodeIsReplacedWithinThreeLooks(int count) {
    FleetMember primary = started(count);
    others(primary).forEach(other -> fleet.partitionOneWay(primary, other));
    assertThat(fleet.passUntil(() -> fleet.primary().filter(p -> p != primary).isPresent(), THREE_LOOKS)).isPresent();
    heard.clear();
    fleet.time().pass(MINUTE.multipliedBy(10));
    assertThat(heard).as("no node is evicted, and the primary does not change again").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 9, 40})
  void aPrimaryThatMostNodesCanConnectToStays(int count) {
    FleetMember primary = started(count);
    others(primary).stream().limit((count - 1) / 2).forEach(other -> fleet.partitionOneWay(other, primary));
    fleet.time().pass(MINUTE.multipliedBy(10));
    assertThat(heard).isEmpty();
    assertThat(fleet.primary()).contains(primary);
  }

  @Test
  void anyMemberThatNoNodeCanConnectToStaysAMemberAndAnyPrimaryStays() {
    FleetMember primary = started(9);
    FleetMember member = others(primary).get(3);
    others(member).forEach(other -> fleet.partitionOneWay(other, member));
    fleet.time().pass(MINUTE.multipliedBy(10));
    assertThat(heard).isEmpty();
    assertThat(fleet.primary()).contains(primary);
  }

  @Test
  void whenTheLinksHealTheFormerPrimaryCanBeElectedAgain() {
    FleetMember primary = started(3);
    others(primary).forEach(other -> fleet.partitionOneWay(other, primary));
    assertThat(fleet.passUntil(() -> fleet.primary().filter(p -> p != primary).isPresent(), THREE_LOOKS)).isPresent();
    others(primary).forEach(other -> fleet.heal(other, primary));
    fleet.time().pass(MINUTE);
    FleetMember second = fleet.primary().orElseThrow();
    others(second).forEach(other -> fleet.partitionOneWay(other, second));
    FleetMember third = others(primary).stream().filter(m -> m != second).findFirst().orElseThrow();
    third.pause();
    assertThat(fleet.passUntil(primary::isPrimary, MINUTE)).isPresent();
  }
}
