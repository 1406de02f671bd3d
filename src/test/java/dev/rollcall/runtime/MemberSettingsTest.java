package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.MembershipConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Settings that cannot work are refused, with their name, their value and the bound that they break. */
class MemberSettingsTest {
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final MemberSettings DEFAULTS = MemberSettings.of(CONFIG);

  @Test
  void a_duration_that_is_not_positive_is_refused_by_name() {
    for (Duration bad : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      refused(() -> DEFAULTS.withHeartbeatInterval(bad), "heartbeatInterval is " + bad + ", but must be positive");
      refused(() -> DEFAULTS.withLookInterval(bad), "lookInterval is " + bad + ", but must be positive");
      refused(() -> DEFAULTS.withRefreshInterval(bad), "refreshInterval is " + bad + ", but must be positive");
      refused(() -> DEFAULTS.withDrainTimeout(bad), "drainTimeout is " + bad + ", but must be positive");
      refused(() -> DEFAULTS.withForgetAfter(bad), "forgetAfter is " + bad + ", but must be positive");
    }
    refused(() -> DEFAULTS.withForgetAfter(null), "forgetAfter is null, but must be positive");
  }

  @Test
  void an_interval_that_nanoseconds_cannot_count_is_refused_by_name() {
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    refused(() -> DEFAULTS.withHeartbeatInterval(endless), "heartbeatInterval is " + endless + ", but must be at most");
    refused(() -> DEFAULTS.withLookInterval(endless), "lookInterval is " + endless + ", but must be at most");
  }

  @Test
  void what_is_only_waited_for_may_be_endless() {
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    UnaryOperator<MemberSettings> all =
        s -> s.withDrainTimeout(endless).withForgetAfter(endless).withRefreshInterval(endless);
    assertThat(all.apply(DEFAULTS).checkedAgainst(CONFIG).forgetAfter()).isEqualTo(endless);
  }

  @Test
  void intervals_that_lose_the_lease_or_the_watch_are_refused_with_the_arithmetic() {
    refused(() -> DEFAULTS.withHeartbeatInterval(Duration.ofSeconds(6)).checkedAgainst(CONFIG),
        "heartbeatInterval is PT6S, but must be at most leaseDuration / 2 = PT10S / 2 = PT5S");
    refused(() -> DEFAULTS.withLookInterval(Duration.ofSeconds(6)).checkedAgainst(CONFIG),
        "lookInterval is PT6S, but must be at most lookGap / 2 = PT10S / 2 = PT5S");
  }

  private static void refused(Runnable settings, String message) {
    assertThatIllegalArgumentException().isThrownBy(settings::run).withMessageStartingWith(message);
  }
}
