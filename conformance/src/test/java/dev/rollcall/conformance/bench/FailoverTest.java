package dev.rollcall.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.MembershipConfig;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Store;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long clusters are without a primary after theirs was killed. */
@Timeout(180)
class FailoverTest {
  private static FailoverOptions options(int nodes, int votes, int rounds, long seed) {
    return options(Duration.ofMillis(1_500), nodes, votes, rounds, seed);
  }

  private static FailoverOptions options(Duration failureTimeout, int nodes, int votes, int rounds, long seed) {
    MembershipConfig config = new MembershipConfig(
        Duration.ofSeconds(1), failureTimeout, 0.01, Duration.ofSeconds(1), votes, 4);
    return new FailoverOptions(config, MemberSettings.of(config), nodes, rounds, seed);
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "5, 1", "5, 3", "40, 2"})
  void whereStepsTakeNoTimeNoFailoverTakesLongerThanItsBound(int nodes, int votes) {
    FailoverOptions options = options(nodes, votes, 200, 1);
    List<Integer> rounds = new ArrayList<>();
    MeasuredTimes result = new VirtualFailover(options).run(rounds::add);
    assertThat(rounds).hasSize(200);
    assertThat(result.sorted()).hasSize(200).isSorted();
    assertThat(result.max()).isLessThanOrEqualTo(options.bound().plus(VirtualFailover.TICK));
    // Nobody may be failed before its lease is over.
    assertThat(result.sorted().get(0)).isGreaterThan(
        options.config().failureTimeout().minus(options.settings().heartbeatInterval()));
    assertThat(result.percentile(0.5)).isGreaterThan(options.config().leaseDuration());
  }

  @Test
  void theBoundIsAlmostReachedWhereTheTimeoutEndsJustAfterALook() {
    FailoverOptions options = options(Duration.ofMillis(1_510), 5, 3, 500, 1);
    Duration most = new VirtualFailover(options).run(round -> {}).max();
    Duration slots = options.settings().electionSlot().multipliedBy(4);
    assertThat(most).isBetween(options.bound().minus(slots.multipliedBy(3)), options.bound());
  }

  @Test
  void aSeedGivesTheSameTimesAgainAndAnotherGivesOthers() {
    MeasuredTimes first = new VirtualFailover(options(5, 1, 20, 7)).run(round -> {});
    assertThat(new VirtualFailover(options(5, 1, 20, 7)).run(round -> {})).isEqualTo(first);
    assertThat(new VirtualFailover(options(5, 1, 20, 8)).run(round -> {})).isNotEqualTo(first);
  }

  @Test
  void membersInRealTimeAreSucceededToo() {
    try (MemoryStore store = new MemoryStore()) {
      FailoverOptions options = options(3, 1, 2, 1);
      MeasuredTimes result = new RealFailover(store, options).run(round -> {});
      assertThat(result.sorted()).hasSize(2).allMatch(took -> took.compareTo(options.config().leaseDuration()) > 0);
    }
  }

  @Test
  void membersThatDoNotBecomeWellAreNotWaitedForForever() {
    Duration lease = Duration.ofMillis(10);
    MembershipConfig config = new MembershipConfig(lease, Duration.ofMillis(15), 0.01, lease, 1, 4);
    try (Store lost = new ScriptedStore(new MemoryStore(), FaultScript.always(Fault.UNAVAILABLE))) {
      FailoverOptions options = new FailoverOptions(config, MemberSettings.of(config), 3, 1, 1);
      assertThatThrownBy(() -> new RealFailover(lost, options).run(round -> {}))
          .isInstanceOf(NotInTimeException.class).hasMessageContainingAll("all members are well", "60 failure timeouts",
              "this machine may be too slow");
    }
  }

  @Test
  void percentilesAreTimesThatWereMeasured() {
    MeasuredTimes result =
        new MeasuredTimes(List.of(Duration.ofMillis(3), Duration.ofMillis(1), Duration.ofMillis(2)));
    assertThat(result.percentile(0.5)).isEqualTo(Duration.ofMillis(2));
    assertThat(result.percentile(0.01)).isEqualTo(Duration.ofMillis(1));
    assertThat(result.max()).isEqualTo(Duration.ofMillis(3));
    assertThat(result.beyond(Duration.ofMillis(1))).isEqualTo(2);
    assertThatIllegalArgumentException().isThrownBy(() -> new MeasuredTimes(List.of()))
        .withMessageContaining("no time was measured");
  }
}
