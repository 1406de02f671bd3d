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
      "failureTimeout,10,11,0.1,10,1,4",
      "failureTimeout,10,15,0.5,10,1,4",
      "lookGap,10,15,0.01,16,1,4",
      "lookGap,10,15,0.01,0,1,4",
      "votes,10,15,0.01,10,0,4",
      "successors,10,15,0.01,10,1,0",
      "successors,10,15,0.01,10,4,5",
      "successors,10,15,0.01,10,2147483647,2147483647",
  })
  void aSettingThatBreaksARelationIsRejectedByName(
      String setting, long lease, long timeout, double drift, long gap, int votes, int successors) {
    assertThatThrownBy(() -> config(lease, timeout, drift, gap, votes, successors))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(setting + " is ")
        .hasMessageContaining("must be");
  }

  @Test
  void settingsJustInsideTheBoundsAreAccepted() {
    assertThat(config(10, 12, 0.1, 12, 1, 1).successors()).isEqualTo(1);
    assertThat(config(1, 2, 0, 1, 9, 16).votes()).isEqualTo(9);
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
