package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.MembershipConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MemberSettingsTest {
  private static final MemberSettings DEFAULT = MemberSettings.of(MembershipConfig.DEFAULT);

  private static final Map<String, Function<Duration, MemberSettings>> SETTINGS = Map.of(
      "heartbeatInterval", DEFAULT::withHeartbeatInterval,
      "lookInterval", DEFAULT::withLookInterval,
      "refreshInterval", DEFAULT::withRefreshInterval,
      "electionSlot", slot -> new MemberSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1),
          slot, Duration.ofSeconds(1), true, Duration.ofSeconds(1)),
      "drainTimeout", DEFAULT::withDrainTimeout,
      "forgetAfter", DEFAULT::withForgetAfter);

  @Test
  void aDurationThatIsMissingNotPositiveOrTooLongIsNamed() {
    List<Duration> wrong = new ArrayList<>(
        List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MAX_VALUE)));
    wrong.add(null);
    SETTINGS.forEach((name, with) -> wrong.forEach(value -> assertThatThrownBy(() -> with.apply(value))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(name + " is " + value + ", but must be ")));
  }

  @Test
  void theLongestDurationsAreTakenOrRefusedByName() {
    Duration longest = Duration.ofNanos(Long.MAX_VALUE);
    assertThat(DEFAULT.withForgetAfter(longest).forgetAfter()).isEqualTo(longest);
    assertThatThrownBy(() -> DEFAULT.withHeartbeatInterval(longest).checkedAgainst(MembershipConfig.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("heartbeatInterval is " + longest);
    assertThatThrownBy(() -> DEFAULT.withLookInterval(longest).checkedAgainst(MembershipConfig.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("lookInterval is " + longest);
  }

  @Test
  void aMessageGivesTheBoundAndHowItComesAbout() {
    assertThatThrownBy(() -> DEFAULT.withHeartbeatInterval(Duration.ofSeconds(6))
        .checkedAgainst(MembershipConfig.DEFAULT)).hasMessage("heartbeatInterval is PT6S, but must be at most "
            + "leaseDuration / 2 = PT10S / 2 = PT5S, or one late heartbeat ends the lease");
  }

  @Test
  void eachChangeChangesOneSetting() {
    Duration other = Duration.ofMillis(123);
    UnaryOperator<MemberSettings> back = changed -> changed
        .withHeartbeatInterval(DEFAULT.heartbeatInterval()).withLookInterval(DEFAULT.lookInterval())
        .withRefreshInterval(DEFAULT.refreshInterval()).withDrainTimeout(DEFAULT.drainTimeout())
        .withForgetAfter(DEFAULT.forgetAfter()).withRejoin(DEFAULT.rejoin());
    assertThat(DEFAULT.withForgetAfter(other)).isNotEqualTo(DEFAULT).extracting(back).isEqualTo(DEFAULT);
    assertThat(DEFAULT.withRejoin(false)).isNotEqualTo(DEFAULT).extracting(back).isEqualTo(DEFAULT);
    assertThat(DEFAULT.withDrainTimeout(other).drainTimeout()).isEqualTo(other);
    assertThat(DEFAULT.forgetAfter()).isEqualTo(Duration.ofDays(1));
  }
}
