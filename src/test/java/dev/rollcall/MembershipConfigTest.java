package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembershipConfigTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
      "leaseDuration,0,15,0.01,10,1,4",
      "leaseDuration,-1,15,0.01,10,1,4",
      "maxDrift,10,15,-0.01,10,1,4",
      "maxDrift,10,15,1,10,1,4",
      "maxDrift,10,15,NaN,10,1,4",
      "failureTimeout,10,10,0,10,1,4",
      "failureTimeout,10,12,0.1,10,1,4",
      "failureTimeout,10,11,0,10,1,4",
      "failureTimeout,10,15,0.5,10,1,4",
      "failureTimeout,10,-15,0.01,10,1,4",
      "lookGap,10,15,0.01,16,1,4",
      "lookGap,10,15,0.01,0,1,4",
      "votes,10,15,0.01,10,0,4",
      "successors,10,15,0.01,10,1,0",
      "successors,10,15,0.01,10,4,3",
      "successors,10,15,0.01,10,2147483647,2147483646",
      "leaseDuration,9223372036854775807,15,0.01,10,1,4",
      "failureTimeout,10,9223372036854775807,0.01,10,1,4",
      "lookGap,10,15,0.01,9223372036854775807,1,4",
  })
  void aSettingThatBreaksARelationIsRejectedByName(
      String setting, long lease, long timeout, double drift, long gap, int votes, int successors) {
    assertThatThrownBy(() -> config(lease, timeout, drift, gap, votes, successors))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(setting + " is ")
        .hasMessageContaining("must be");
  }

  @Test
  void settingsJustInsideTheBoundsAreAccepted() {
    assertThat(config(10, 13, 0.1, 13, 1, 1).successors()).isEqualTo(1);
    assertThat(config(1, 2, 0, 1, 9, 9).votes()).isEqualTo(9);
    Duration lease = Duration.ofSeconds(10);
    Duration just = Duration.ofMillis(12_103);
    assertThat(new MembershipConfig(lease, just, 0.1, lease, 1, 4).failureTimeout()).isEqualTo(just);
    assertThatThrownBy(() -> new MembershipConfig(lease, just.minusNanos(1), 0.1, lease, 1, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMessageGivesTheBoundAndHowItComesAbout() {
    assertThatThrownBy(() -> config(10, 10, 0.01, 10, 1, 4)).hasMessage("failureTimeout is PT10S, but must be at least "
        + "(leaseDuration + tolerance for suspension) * (1 + maxDrift) + margin = (PT10S + PT1S) * (1 + 0.01) + PT0.003S "
        + "= PT11.113S, or a live node could be called silent");
    assertThatThrownBy(() -> config(10, 15, 0.01, 10, 3, 2)).hasMessage(
        "successors is 2, but must be at least votes = 3, or a dead node is watched by too few to be failed");
  }

  @Test
  void aMissingDurationIsNamed() {
    Duration ten = Duration.ofSeconds(10);
    Duration fifteen = Duration.ofSeconds(15);
    assertThatThrownBy(() -> new MembershipConfig(null, fifteen, 0.01, ten, 1, 4))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("leaseDuration is null");
    assertThatThrownBy(() -> new MembershipConfig(ten, null, 0.01, ten, 1, 4))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("failureTimeout is null");
    assertThatThrownBy(() -> new MembershipConfig(ten, fifteen, 0.01, null, 1, 4))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("lookGap is null");
  }

  @Test
  void aNodeIsWatchedForAsLongAsItsOwnLeaseTakesOnAnyClock() {
    MembershipConfig config = config(10, 15, 0.01, 10, 1, 4);
    assertThat(config.silenceAfter(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.silenceAfter(Duration.ofSeconds(20))).isEqualTo(Duration.ofMillis(21_213));
    assertThat(config(1, 2, 0, 1, 1, 4).silenceAfter(Duration.ofSeconds(5))).isEqualTo(Duration.ofMillis(5_503));
    assertThat(config.silenceAfter(Duration.ofNanos(1))).isEqualTo(Duration.ofSeconds(15));
    Duration longest = Duration.ofNanos(Long.MAX_VALUE);
    assertThat(config.silenceAfter(longest)).isEqualTo(longest);
  }

  @Test
  void aLeaseToleratesThatItsMachineIsSuspendedForATenthOfItOrASecond() {
    assertThat(MembershipConfig.suspensionTolerance(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(100));
    assertThat(MembershipConfig.suspensionTolerance(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(1));
    assertThat(MembershipConfig.suspensionTolerance(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theDefaultKeepsItsOwnRules() {
    MembershipConfig config = MembershipConfig.DEFAULT;
    assertThat(config.failureTimeout()).isGreaterThan(config.leaseDuration());
    assertThat(config.withVotes(2).withSuccessors(7)).isEqualTo(new MembershipConfig(
        config.leaseDuration(), config.failureTimeout(), config.maxDrift(), config.lookGap(), 2, 7));
  }

  private static MembershipConfig config(long lease, long timeout, double drift, long gap, int votes, int successors) {
    return new MembershipConfig(
        Duration.ofSeconds(lease), Duration.ofSeconds(timeout), drift, Duration.ofSeconds(gap), votes, successors);
  }
}
